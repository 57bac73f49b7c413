// SPDX-FileCopyrightText: 2026 The Bellboard authors
// SPDX-License-Identifier: Apache-2.0

pragma Singleton

import QtQuick
import Bellboard.Controls

/// Every colour, distance, size and duration of the window. Colours come from tokens.json and follow `dark`.
QtObject {
    id: theme

    /// "system", "light" or "dark": what the person chose.
    property string mode: "system"
    /// What the desktop says, used by mode "system".
    property bool systemDark: false
    property bool reducedMotion: false
    readonly property bool dark: mode === "dark" || (mode !== "light" && systemDark)

    readonly property Tokens tokens: Tokens { }

    readonly property color bg: tokens.color("bg", dark)
    readonly property color surface: tokens.color("surface", dark)
    readonly property color sunken: tokens.color("sunken", dark)
    readonly property color rail: tokens.color("rail", dark)
    readonly property color railText: tokens.color("railText", dark)
    readonly property color railMuted: tokens.color("railMuted", dark)
    readonly property color railSelected: tokens.color("railSelected", dark)
    readonly property color focusOnRail: tokens.color("focusOnRail", dark)
    readonly property color text: tokens.color("text", dark)
    readonly property color text2: tokens.color("text2", dark)
    readonly property color textDisabled: tokens.color("textDis", dark)
    readonly property color border: tokens.color("border", dark)
    readonly property color borderStrong: tokens.color("borderStrong", dark)
    readonly property color accent: tokens.color("accent", dark)
    readonly property color accentHover: tokens.color("accentHover", dark)
    readonly property color accentText: tokens.color("onAccent", dark)
    readonly property color focus: tokens.color("focus", dark)
    readonly property color selection: tokens.color("selection", dark)
    readonly property color hover: tokens.color("hover", dark)

    readonly property int space4: 4
    readonly property int space8: 8
    readonly property int space12: 12
    readonly property int space16: 16
    readonly property int space24: 24
    readonly property int space32: 32
    readonly property int space48: 48

    readonly property int radiusBadge: 4
    readonly property int radiusControl: 6
    readonly property int radiusCard: 8

    readonly property int captionSize: 12
    readonly property int captionLine: 16
    readonly property int bodySize: 14
    readonly property int bodyLine: 20
    readonly property int subtitleSize: 16
    readonly property int subtitleLine: 24
    readonly property int titleSize: 18
    readonly property int titleLine: 24
    readonly property int pageSize: 22
    readonly property int pageLine: 28
    readonly property int kpiSize: 26
    readonly property int kpiLine: 32

    readonly property string monoFamily: tokens.monoFamily
    /// A family whose figures are all equally wide, for columns of numbers.
    readonly property string figuresFamily: tokens.figuresFamily

    readonly property int motionIn: reducedMotion ? 0 : 120
    readonly property int motionOut: reducedMotion ? 0 : 90

    readonly property int rowHeight: 40
    readonly property int controlHeight: 36

    /// The fill of a solid badge. The six functions take a severity token; an unknown one counts as "info".
    function fill(severity: string): color {
        return tokens.color("sev." + known(severity), dark);
    }

    function onFill(severity: string): color {
        return tokens.color("on." + known(severity), dark);
    }

    /// The severity's colour for text and icons on a surface or on its tint.
    function ink(severity: string): color {
        return tokens.color("sevText." + known(severity), dark);
    }

    function tint(severity: string): color {
        return tokens.color("tint." + known(severity), dark);
    }

    /// The line around a solid badge; transparent where the fill is strong enough by itself.
    function outline(severity: string): color {
        return tokens.optionalColor("outline." + known(severity), dark);
    }

    /// The rail is dark in both themes, so are its fills.
    function railFill(severity: string): color {
        return tokens.color("railSev." + known(severity), dark);
    }

    function railOnFill(severity: string): color {
        return tokens.color("railOn." + known(severity), dark);
    }

    /// Solid is for what needs somebody; the rest is tinted.
    function isLoud(severity: string): bool {
        return severity === "critical" || severity === "high" || severity === "warning";
    }

    function known(severity: string): string {
        switch (severity) {
        case "critical":
        case "high":
        case "warning":
        case "ok":
        case "stale":
            return severity;
        default:
            return "info";
        }
    }
}
