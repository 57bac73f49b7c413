# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

# The boards: state folded from events, and the models over it. Those that put QAbstractItemModelTester on them need Qt Gui,
# whose types it asks for.
bellboard_add_test(rowmodel LIBS bellboard_core Qt6::Gui LABEL unit SOURCES namedrows.h)
bellboard_add_test(rowmodelrandom LIBS bellboard_core Qt6::Gui LABEL unit SOURCES namedrows.h)
bellboard_add_test(format LIBS bellboard_core LABEL unit)
bellboard_add_test(conversationlinks LIBS bellboard_core LABEL unit)
bellboard_add_test(rowstore LIBS bellboard_core LABEL unit)
bellboard_add_test(freshness LIBS bellboard_core Qt6::Gui LABEL unit)
bellboard_add_test(kpimodel LIBS bellboard_core Qt6::Gui LABEL unit)
bellboard_add_test(paymentsboard LIBS bellboard_core Qt6::Gui LABEL unit)
bellboard_add_test(reconciliationboard LIBS bellboard_core Qt6::Gui LABEL unit)
bellboard_add_test(charityboard LIBS bellboard_core Qt6::Gui LABEL unit)
bellboard_add_test(reviewboard LIBS bellboard_core Qt6::Gui LABEL unit)
bellboard_add_test(chatboard LIBS bellboard_core Qt6::Gui SOURCES chatmessage.h LABEL unit)
bellboard_add_test(chattyping LIBS bellboard_core Qt6::Gui SOURCES chatmessage.h LABEL unit)
bellboard_add_test(chatstates LIBS bellboard_core Qt6::Gui LABEL unit)
bellboard_add_test(inboxboard LIBS bellboard_core Qt6::Gui LABEL unit)
bellboard_add_test(notes LIBS bellboard_core Qt6::Gui LABEL unit)
bellboard_add_test(snooze LIBS bellboard_core Qt6::Gui LABEL unit)
bellboard_add_test(wishes LIBS bellboard_core Qt6::Gui LABEL unit)
bellboard_add_test(boards LIBS bellboard_core Qt6::Gui LABEL unit)
