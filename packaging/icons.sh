#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0
#
# Draws the program's icon anew in every size and format that the packages carry, from resources/icons/bellboard.svg.
# Run it after a change of that file. Wants rsvg-convert (librsvg2-bin), convert (imagemagick) and png2icns (icnsutils).
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
svg=$here/../resources/icons/bellboard.svg
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

mkdir -p "$here/linux/icons"
for size in 16 22 24 32 48 64 128 256; do
    rsvg-convert --width "$size" --height "$size" "$svg" --output "$here/linux/icons/$size.png"
done
for size in 16 32 48 128 256 512; do
    rsvg-convert --width "$size" --height "$size" "$svg" --output "$work/$size.png"
done
convert "$work/16.png" "$work/32.png" "$work/48.png" "$work/256.png" "$here/windows/bellboard.ico"
png2icns "$here/macos/bellboard.icns" "$work"/{16,32,48,128,256,512}.png
