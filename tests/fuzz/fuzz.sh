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

# Fuzzes one target, and says what came of it in one piece.
fuzz() {
    local name=$1 work=$folder/found/$1 crashes=$folder/crashes/$1 log=$folder/$1.log runs
    mkdir -p "$work" "$crashes"
    if "$folder/fuzz_$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$crashes/" "$work" "$here/corpus/$name" >"$log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        printf '%-11s %ss, %s inputs: nothing found\n' "$name" "$seconds" "$runs"
    else
        printf '%-11s BROKEN; the end of %s:\n%s\nMend it, and copy the input from %s to %s.\n' "$name" "$log" \
            "$(grep -vE "^#[0-9]+|NEW_FUNC" "$log" | tail -n 40)" "$crashes" "$here/corpus/$name"
        return 1
    fi
}

# As many at once as there are processors.
found=0
for name in "${targets[@]}"; do
    if (($(jobs -rp | wc -l) >= $(nproc))); then
        wait -n || found=1
    fi
    fuzz "$name" &
done
while [[ -n $(jobs -p) ]]; do
    wait -n || found=1
done
exit "$found"
