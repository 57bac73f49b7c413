// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "board/boarddetail.h"
#include "board/edits.h"
#include "board/notes.h"
#include "board/roworder.h"
#include "board/slotindex.h"
#include "board/textfilter.h"
#include "board/wishes.h"
#include "event/event.h"
#include "util/clock.h"
#include "util/prefetch.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace Bellboard {

/// The base of every board's table: which rows are shown and in which order, with changes conflated between flushes.
///
/// The rows themselves live in the subclass, in slots: numbers from 0 that never change their meaning. The subclass
/// reports them by addRow() and touch(), which only take notes; flush() tells the views, in at most one burst. Rows are
/// never removed, but a filter hides some. Setting filter, sorting and held acts at once.
class RowModel : public QAbstractTableModel
{
    Q_OBJECT
    /// Rows shown.
    Q_PROPERTY(int count READ count NOTIFY countChanged)
    /// Rows held, shown or not.
    Q_PROPERTY(int total READ total NOTIFY totalChanged)
    /// Words that a row must all contain somewhere in its texts, in any case; empty shows every row.
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY filterChanged)
    /// The column that the rows are sorted by; -1 is the board's own order.
    Q_PROPERTY(int sortColumn READ sortColumn WRITE setSortColumn NOTIFY sortChanged)
    Q_PROPERTY(Qt::SortOrder sortOrder READ sortOrder WRITE setSortOrder NOTIFY sortChanged)
    /// While true no row comes, goes or moves; the user is in the middle of the list.
    Q_PROPERTY(bool held READ isHeld WRITE setHeld NOTIFY heldChanged)
    /// Rows that wait to be shown because the list is held.
    Q_PROPERTY(int pendingCount READ pendingCount NOTIFY pendingCountChanged)
    /// The key of the selected row; it stays whatever happens to the row, and may name one that is yet to come.
    Q_PROPERTY(QString selectedKey READ selectedKey WRITE setSelectedKey NOTIFY selectedKeyChanged)
    /// Where the selected row is shown; -1 when it is not.
    Q_PROPERTY(int selectedRow READ selectedRow NOTIFY selectedRowChanged)
    /// Everything about the selected row.
    Q_PROPERTY(Bellboard::BoardDetail detail READ detail NOTIFY detailChanged)
    /// True while the data behind the rows is not live; every row is dimmed then.
    Q_PROPERTY(bool stale READ isStale NOTIFY staleChanged)

public:
    /// How a cell wants to be drawn.
    enum class CellKind {
        Text, ///< plain
        Strong, ///< plain, in the strong weight
        Badge, ///< a word in the colour and shape of SeverityRole
        Progress, ///< a bar of ValueRole with the text
        Amount, ///< a number, right-aligned, tabular figures
        Age, ///< a relative time, right-aligned, tabular figures
        Mono, ///< an identifier
    };
    Q_ENUM(CellKind)

    enum Role : int {
        DisplayRole = Qt::DisplayRole, ///< "display" QString, plain and formatted
        KindRole = Qt::UserRole, ///< "kind" CellKind of the column
        SeverityRole, ///< "severity" QString token "critical"|"high"|"warning"|"info"|"ok"|"stale"|""
        ValueRole, ///< "value" qreal 0..1 of a progress bar, below 0 when unknown
        DimmedRole, ///< "dimmed" bool: resolved, closed or stale
        KeyRole, ///< "key" QString, "feedIndex/subject"
        TipRole, ///< "tip" QString, the absolute time or the full text
    };
    Q_ENUM(Role)

    /// A column as the subclass declares it.
    struct Column
    {
        const char *title; ///< English, shown translated
        CellKind kind;
        int weight; ///< relative width
    };

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return static_cast<int>(m_shown.size()); }
    int total() const { return static_cast<int>(m_state.size()); }
    QString filter() const { return m_filter.text(); }
    void setFilter(const QString &filter);
    int sortColumn() const { return m_sortColumn; }
    void setSortColumn(int column);
    Qt::SortOrder sortOrder() const { return m_sortOrder; }
    void setSortOrder(Qt::SortOrder order);
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    bool isHeld() const { return m_held; }
    void setHeld(bool held);
    int pendingCount() const { return m_pending; }
    QString selectedKey() const { return m_selectedKey; }
    void setSelectedKey(const QString &key);
    int selectedRow() const { return m_selectedRow; }
    BoardDetail detail() const;
    bool isStale() const { return m_stale; }

    /// Sorts by `column`; again turns the order; a third time returns to the board's own order.
    Q_INVOKABLE void sortBy(int column);
    /// Shows the rows that wait, also while the list is held.
    Q_INVOKABLE void releasePending();
    /// Says which rows can be seen; changes elsewhere are not announced. `last` below `first`: none.
    Q_INVOKABLE void setVisibleRows(int first, int last);
    /// The row that shows `key`, or -1.
    Q_INVOKABLE int rowOf(const QString &key) const;
    /// The key of what `row` shows; empty when there is no such row.
    Q_INVOKABLE QString keyAt(int row) const;
    /// The relative width of a column.
    Q_INVOKABLE int columnWidthHint(int column) const;
    /// Everything about the row with `key`, shown or not; invalid when there is none.
    Q_INVOKABLE Bellboard::BoardDetail detailOf(const QString &key) const;

    /// Shows at once what a command on one of the rows asks for, until its backend does it or it fails.
    void noteCommand(const CommandProgress &progress);
    /// Takes what somebody wrote about one of the rows; it stands in the row's timeline.
    void foldNote(const Event &event, const NoteData &note);
    /// Tells the views what changed since the last flush, in at most one burst. Called once a frame.
    void flush();
    /// Lets ages move, and allows sorting again; called once a second. Announces only ages that read differently.
    virtual void tick(Timestamp now);
    void setStale(bool stale);
    /// The configured names of the feeds, by their index.
    void setFeedNames(const QStringList &names);
    /// Who "you" are, in the columns that name people.
    void setUserNames(const QStringList &names);

Q_SIGNALS:
    void countChanged();
    void totalChanged();
    void filterChanged();
    void sortChanged();
    void heldChanged();
    void pendingCountChanged();
    void selectedKeyChanged();
    void selectedRowChanged();
    void detailChanged();
    void staleChanged();

protected:
    using Slot = RowSlot;
    static constexpr Slot noSlot = noRowSlot;
    /// A set of columns, one bit each.
    using Columns = std::uint32_t;
    static constexpr Columns allColumns = ~Columns{0};
    static constexpr Columns columnBit(int column) { return Columns{1} << column; }

    /// `agingColumns` are those beside the Age columns whose text depends on now().
    RowModel(std::span<const Column> columns, QObject *parent, Columns agingColumns = 0);

    /// Takes note of a new row and returns its slot, which is the number of rows before.
    Slot addRow();
    /// Takes note that `columns` of a row changed; `moves` when its place in the board's own order may have.
    void touch(Slot slot, Columns columns, bool moves)
    {
        std::uint8_t &state = m_state[slot];
        m_dirtyColumns |= columns;
        if (!(state & Dirty)) {
            state |= Dirty;
            m_dirty.push_back(slot);
        }
        const bool sortMoves = m_sortColumn < 0 ? moves : (columns & columnBit(m_sortColumn)) != 0;
        if (sortMoves && !(state & Moved)) {
            state |= Moved;
            m_moved.push_back(slot);
        }
    }

    /// Asks the memory for what touch() will need.
    void prefetchState(Slot slot) const { prefetchLine(m_state.data() + slot); }

    Timestamp now() const { return m_now; }
    /// The name of a feed when there are several to tell apart; empty otherwise.
    QString feedNote(FeedIndex feed) const;
    QString feedName(FeedIndex feed) const { return m_feedNames.value(feed); }
    /// A person's name, or "you".
    QString person(FeedIndex feed, std::string_view name) const;
    /// What the user asked of a row that its backend does not show yet.
    Wish wish(Slot slot) const { return m_wishes.isEmpty() ? Wish() : m_wishes.of(key(slot)); }
    /// Whose a row is: by the user's wish, with a note until it is confirmed, or else as its backend says; empty for nobody's.
    QString ownerText(Slot slot, FeedIndex feed, std::string_view owner) const;
    /// Offers to take a row, unless it is the user's, and to assign it.
    void appendOwnerActions(BoardDetail &detail, Slot slot, FeedIndex feed, std::string_view owner) const;
    /// Age of `time` for an Age column.
    QString ageText(Timestamp time) const;

    // What a subclass says about its rows. Columns are below columnCount().
    virtual QString cellText(Slot slot, int column) const = 0;
    virtual QString cellTip(Slot slot, int column) const { return cellText(slot, column); }
    virtual qreal cellValue(Slot, int) const { return -1; }
    virtual QString severity(Slot slot) const = 0;
    virtual bool isDimmed(Slot slot) const = 0;
    virtual QString key(Slot slot) const = 0;
    virtual Slot slotOf(FeedIndex feed, std::string_view subject) const = 0;
    /// Appends the texts that the filter looks into, separated by '\n', in UTF-8.
    virtual void appendSearchText(Slot slot, std::string &text) const = 0;
    /// A number that orders rows ascending by `column`; -1 is the board's own order.
    virtual SortKey sortKey(Slot slot, int column) const = 0;
    /// Orders two rows whose sort keys are equal: below, at or above 0.
    virtual int compareEqualKeys(Slot, Slot, int) const { return 0; }
    virtual BoardDetail describe(Slot slot) const = 0;

private:
    /// What is known of a slot, as bits.
    enum State : std::uint8_t {
        Shown = 1, ///< in m_shown
        Dirty = 2, ///< in m_dirty
        Moved = 4, ///< in m_moved
        Waiting = 8, ///< in m_waiting: comes or goes when the list is no longer held
        Pending = 16, ///< counted in m_pending
        Joining = 32, ///< in m_joining
        Leaving = 64, ///< in m_leaving
        Placed = 128, ///< gets a new place
    };

    struct Keyed
    {
        SortKey key;
        Slot slot;
    };

    /// What becomes of a change that the user made of a row.
    void describeEdit(BoardDetail &detail) const;
    bool accepts(Slot slot) const;
    Slot slotOfKey(const QString &key) const;
    BoardDetail describeWithNotes(Slot slot) const;
    SortKey keyOf(Slot slot) const { return sortKey(slot, m_sortColumn); }
    bool comesBefore(const Keyed &a, const Keyed &b) const;
    std::vector<Keyed> sorted(const std::vector<Slot> &rows) const;
    void rebuild();
    void reconcile(bool mayShow);
    void weigh(Slot slot, bool mayShow);
    void setPending(Slot slot, bool pending);
    void takeMoved(std::vector<Slot> &placed);
    std::vector<Slot> merged(const std::vector<Slot> &staying, const std::vector<Keyed> &placed) const;
    void showOrder(std::vector<Slot> order);
    void removeLeaving();
    void insertJoining(const std::vector<Slot> &order);
    void reorder(std::vector<Slot> order);
    void announceDirty();
    void announceVisible(int firstColumn, int lastColumn);
    void announceAges(Timestamp before);
    void announceCounts();
    void updateSelection();

    std::span<const Column> m_columns;
    const Columns m_agingColumns;
    std::vector<Slot> m_shown;
    std::vector<std::uint8_t> m_state;
    std::vector<Slot> m_fresh;
    std::vector<Slot> m_dirty;
    std::vector<Slot> m_moved;
    std::vector<Slot> m_waiting;
    std::vector<Slot> m_joining;
    std::vector<Slot> m_leaving;
    mutable std::string m_searchText;
    TextFilter m_filter;
    Wishes m_wishes;
    Edits m_edits;
    Notes m_notes;
    QStringList m_feedNames;
    QStringList m_userNames; ///< by feed
    QString m_selectedKey;
    Timestamp m_now;
    Columns m_dirtyColumns = 0;
    Slot m_selectedSlot = noSlot;
    int m_selectedRow = -1;
    int m_sortColumn = -1;
    int m_sortsLeft;
    int m_firstVisible = 0;
    int m_lastVisible;
    int m_pending = 0;
    int m_announcedCount = 0;
    int m_announcedTotal = 0;
    int m_announcedPending = 0;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    bool m_held = false;
    bool m_stale = false;
    bool m_hasNewNotes = false; ///< the selected row has some that its detail does not show yet
};

} // namespace Bellboard
