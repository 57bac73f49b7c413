// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

#pragma once

#include "profile/wordtable.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace Bellboard {

/// All JSON pointers of a profile as one tree, so that a message is walked once, whichever of them it needs.
class PointerTree
{
public:
    struct Node
    {
        WordTable members; ///< of an object: the node of each
        std::vector<std::pair<std::size_t, int>> elements; ///< of an array: their places and nodes
        int slot = -1; ///< where the value goes; -1 when nobody asks for it
        bool isLeaf() const { return members.isEmpty(); }
    };

    PointerTree() : m_nodes(1) { }

    /// The slot of the value at `pointer`, which parseJsonPointer() accepted: the same for the same pointer.
    int add(const std::vector<std::string> &tokens, std::string_view pointer);
    const Node &node(int index) const { return m_nodes[static_cast<std::size_t>(index)]; }
    std::size_t nodeCount() const { return m_nodes.size(); }
    std::size_t slotCount() const { return m_pointers.size(); }
    /// As the profile has it.
    const std::string &pointer(int slot) const { return m_pointers[static_cast<std::size_t>(slot)]; }

private:
    std::vector<Node> m_nodes;
    std::vector<std::string> m_pointers;
};

} // namespace Bellboard
