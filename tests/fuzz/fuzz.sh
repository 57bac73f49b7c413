#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0
#
# Usage: fuzz.sh FOLDER [TARGET [SECONDS]]
# Runs the fuzz targets in FOLDER, or the one, for so many seconds each (60). What they find beyond the corpus stays below FOLDER
# for the next time; an input that breaks something is kept there, too, and named. Exit status: 0 nothing found, 1 something.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
folder=$1
target=${2-all}
seconds=${3-60}
mapfile -t known < <(cd "$here/corpus" && ls)

if [[ ! $seconds =~ ^[1-9][0-9]*$ ]]; then
    printf 'fuzz: "%s" is not a number of seconds.\n' "$seconds" >&2
    exit 2
fi
if [[ $target == all ]]; then
    targets=("${known[@]}")
elif [[ -d $here/corpus/$target && $target != */* ]]; then
    targets=("$target")
else
    printf 'fuzz: there is no target "%s"; there are: %s.\n' "$target" "${known[*]}" >&2
    exit 2
fi

found=0
for name in "${targets[@]}"; do
    work=$folder/found/$name
    crashes=$folder/crashes/$name
    mkdir -p "$work" "$crashes"
    log=$folder/$name.log
    if "$folder/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$crashes/" "$work" "$here/corpus/$name" >"$log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        printf '%-10s %ss, %s inputs: nothing found\n' "$name" "$seconds" "$runs"
    else
        found=1
        printf '%-10s BROKEN; the end of %s:\n' "$name" "$log"
        grep -vE "^#[0-9]+|NEW_FUNC" "$log" | tail -n 40
        printf 'Mend it, and copy the input from %s to %s.\n' "$crashes" "$here/corpus/$name"
    fi
done
exit "$found"
