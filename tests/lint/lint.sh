#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0
#
# lint.sh BUILD [--all] [--base COMMIT]
# The checks behind `./dev lint`; BUILD is a folder in which everything has been built. Each check says "ok" or "FAILED"
# with its findings; the exit status is 0 only when all passed.
set -uo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
cd -- "$root" || exit 1

build=${1:?"usage: lint.sh BUILD [--all] [--base COMMIT]"}
shift
everything=no
base=''
while [[ $# -gt 0 ]]; do
    case $1 in
    --all) everything=yes ;;
    --base)
        base=${2:?"--base wants a commit"}
        git rev-parse --quiet --verify "$base^{commit}" >/dev/null || {
            printf 'lint: there is no commit "%s"\n' "$base" >&2
            exit 2
        }
        shift
        ;;
    *)
        printf 'lint: unknown option "%s"; there are --all and --base COMMIT\n' "$1" >&2
        exit 2
        ;;
    esac
    shift
done

log=$(mktemp)
trap 'rm -f -- "$log"' EXIT
failed=()

check() { # NAME COMMAND...: runs the command, prints one line, and its output when it failed
    local name=$1
    shift
    if "$@" >"$log" 2>&1; then
        printf 'ok      %s\n' "$name"
    else
        failed+=("$name")
        printf 'FAILED  %s\n' "$name"
        sed 's/^/        /' "$log"
    fi
}

# The project's own files, with those not yet committed.
ours() { git ls-files --cached --others --exclude-standard --deduplicate -- "$@" | while read -r file; do
    [[ ! -e $file ]] || printf '%s\n' "$file"
done; }

mapfile -t cpp < <(ours '*.cpp' '*.h')
mapfile -t scripts < <(ours dev .ci/run '*.sh')

# What clang-tidy looks at: changed sources, and the sources beside a changed header.
changed_sources() {
    local against=$base changed
    if [[ -z $against ]]; then
        against=$(git merge-base origin/main HEAD 2>/dev/null) || against=''
        [[ -n $against && $against != "$(git rev-parse HEAD)" ]] ||
            against=$(git rev-parse --quiet --verify HEAD~1) || against=''
    fi
    if [[ $everything = yes || -z $against ]]; then
        changed=$(ours '*.cpp')
    else
        changed=$({
            git diff --name-only --diff-filter=d "$against" -- '*.cpp' '*.h'
            git ls-files --others --exclude-standard -- '*.cpp' '*.h'
        } | sed 's/\.h$/.cpp/' | sort -u)
    fi
    local file
    while read -r file; do
        # Only what the build knows how to compile.
        [[ -z $file || ! -e $file ]] || ! grep -qF "\"file\": \"$root/$file\"" "$build/compile_commands.json" ||
            printf '%s\n' "$file"
    done <<<"$changed"
}

format() { clang-format-19 --dry-run -Werror "${cpp[@]}"; }

# qmllint 6.4 exits 0 on warnings, so any finding in its words counts.
qml() {
    cmake --build "$build" --target all_qmllint || return 1
    ! grep -qE '^(Warning|Error|Info):|: (Warning|Error):' "$log"
}

tidy() {
    [[ ${#tidied[@]} -gt 0 ]] || return 0
    printf '%s\0' "${tidied[@]}" |
        xargs -0 -P "$(nproc)" -n 1 clang-tidy-19 --quiet -p "$build" \
            --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-ignored-optimization-argument
}

# The npm programs live beside the build, installed anew only when the lock file changed; a failure is not tried twice.
npm_state=unknown
npm_tools() {
    local here=$root/build/lint
    if [[ $npm_state = unknown ]]; then
        npm_state=ready
        mkdir -p "$here"
        cp tests/lint/*.mjs tests/lint/package.json tests/lint/package-lock.json "$here"
        if ! cmp -s "$here/package-lock.json" "$here/installed-lock.json"; then
            npm --prefix "$here" ci --ignore-scripts --no-audit --no-fund &&
                cp "$here/package-lock.json" "$here/installed-lock.json" || npm_state=failed
        fi
    fi
    [[ $npm_state = ready ]] || { echo 'the npm programs could not be installed' && return 1; }
}
asyncapi() { npm_tools && node build/lint/asyncapi.mjs docs/asyncapi.yaml; }
workflows() { npm_tools && node build/lint/workflows.mjs .github/workflows/*.yml; }

desktop() { desktop-file-validate packaging/linux/*.desktop; }
appstream() { appstreamcli validate --no-net --explain packaging/linux/*.metainfo.xml; }

mapfile -t tidied < <(changed_sources)

check "clang-format (${#cpp[@]} files)" format
check 'qmllint' qml
check "clang-tidy (${#tidied[@]} files)" tidy
check 'reuse' reuse lint
check "shellcheck (${#scripts[@]} scripts)" shellcheck "${scripts[@]}"
check 'AsyncAPI document' asyncapi
check 'CI workflows' workflows
check 'desktop entry' desktop
check 'AppStream description' appstream

if [[ ${#failed[@]} -gt 0 ]]; then
    printf '%d of 9 checks failed.\n' "${#failed[@]}"
    exit 1
fi
printf 'All 9 checks passed.\n'
