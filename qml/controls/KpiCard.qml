// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

import QtQuick
import Bellboard.Controls

/// One figure: its name, its value, how it moves, its course, and its age once it is old.
Card {
    id: card

    required property string label
    required property string value
    required property string delta
    /// "good", "bad" or "neutral".
    required property string deltaTone
    required property string severity
    required property list<real> samples
    /// Empty while the figure is live.
    required property string ageText
    /// "live", "late", "stale" or "unknown".
    required property string freshness
    /// Of another time, so that it must not be taken for what is now.
    readonly property bool stale: freshness === "stale" || freshness === "unknown"
    readonly property real wholeWidth: width - 23 - Theme.space16
    readonly property real widthBesideLine: wholeWidth - line.width - Theme.space8
    readonly property real noteWidth: line.visible ? widthBesideLine : wholeWidth

    readonly property color deltaInk: deltaTone === "good" ? Theme.ink("ok")
        : deltaTone === "bad" ? Theme.ink("critical") : Theme.text2

    implicitWidth: 200
    implicitHeight: 92
    clip: true

    Accessible.role: Accessible.StaticText
    Accessible.name: label + ", " + value + (delta.length > 0 ? ", " + delta : "") + (ageText.length > 0 ? ", " + ageText : "")

    Rectangle {
        x: 7
        y: 12
        width: 4
        height: parent.height - 24
        radius: 2
        color: card.stale ? Theme.fill("stale") : Theme.fill(card.severity)
    }
    BbText {
        x: 23
        y: 9
        width: parent.width - x - Theme.space12
        height: Theme.captionLine
        text: card.label
        color: Theme.text2
        font.pixelSize: Theme.captionSize
        Accessible.ignored: true
    }
    BbText {
        x: 23
        y: 27
        width: parent.width - x - Theme.space12
        height: Theme.kpiLine
        text: card.value
        color: card.stale ? Theme.text2 : Theme.text
        font.pixelSize: Theme.kpiSize
        font.weight: Font.DemiBold
        font.family: Theme.figuresFamily
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.subtitleSize
        Accessible.ignored: true
    }
    FreshnessMark {
        id: age

        x: 23
        y: 63
        visible: card.ageText.length > 0
        freshness: card.freshness
        text: card.ageText
        width: Math.min(implicitWidth, card.noteWidth)
        Accessible.ignored: true
    }
    BbText {
        x: 23
        y: 63
        visible: card.ageText.length === 0
        height: Theme.captionLine
        width: Math.min(implicitWidth, card.noteWidth)
        text: card.delta
        color: card.deltaInk
        font.pixelSize: Theme.captionSize
        Accessible.ignored: true
    }
    Sparkline {
        id: line

        anchors.right: parent.right
        anchors.bottom: parent.bottom
        anchors.rightMargin: Theme.space12
        anchors.bottomMargin: Theme.space8 + 2
        width: Math.max(40, Math.min(68, card.width * 0.3))
        height: 24
        // How old a figure is matters more than its course.
        visible: card.samples.length > 3 && card.width > 170 && (!age.visible || age.implicitWidth <= card.widthBesideLine)
        samples: card.samples
        color: card.stale ? Theme.borderStrong : Theme.accent
    }
}
