// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma ComponentBehavior: Bound

import QtQuick
import Bellboard.App
import Bellboard.Controls

/// A page of several tables, one at a time behind tabs, that share the place of the detail pane.
BoardPage {
    id: page

    required property list<RowModel> models
    required property list<string> labels
    property int currentTab: 0

    function totals(): list<int> {
        const counts = [];
        for (let tab = 0; tab < models.length; ++tab)
            counts.push(models[tab].total);
        return counts;
    }

    model: models[currentTab]

    onItemRequested: key => {
        for (let tab = 0; tab < models.length; ++tab) {
            if (models[tab].detailOf(key).valid)
                currentTab = tab;
        }
    }

    heading: SegmentedTabs {
        labels: page.labels
        counts: page.totals()
        currentIndex: page.currentTab
        onCurrentIndexChanged: page.currentTab = currentIndex
    }
}
