// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "demo/alertdesk.h"
#include "demo/charitystory.h"
#include "demo/paymentsstory.h"
#include "demo/reconciliationstory.h"
#include "demo/reviewstory.h"

namespace Bellboard::Demo {

/// Decides which alerts are raised, from what goes on in the other parts of the story.
class AlertStory
{
public:
    /// The parts must outlive this object.
    AlertStory(StoryContext context, AlertDesk &desk, ReconciliationStory &reconciliation, CharityStory &charity,
               ReviewStory &review)
        : m_context(context)
        , m_desk(desk)
        , m_reconciliation(reconciliation)
        , m_charity(charity)
        , m_review(review)
    { }

    /// How many alerts the opening scene has.
    static constexpr int sceneSize = 12;
    /// Writes alert number `index` of the opening scene, oldest first; `failedPayment` is what the payments one is about.
    void writeScene(int index, const std::string &failedPayment);
    /// Writes one event: an alert that is raised or resolved.
    void step();

private:
    AlertDesk::Alert invent();

    StoryContext m_context;
    AlertDesk &m_desk;
    ReconciliationStory &m_reconciliation;
    CharityStory &m_charity;
    ReviewStory &m_review;
};

} // namespace Bellboard::Demo
