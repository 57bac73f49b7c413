#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0
#
# Tests of ./dev that need no build: its help, its refusals, and that it stays quiet when nothing is missing.
set -euo pipefail

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    [[ ! -s $work/out ]] || sed 's/^/    /' "$work/out" >&2
    exit 1
}
expect() { # STATUS COMMAND...: runs it, keeps what it says in $work/out
    local wanted=$1 status=0
    shift
    "$@" >"$work/out" 2>&1 </dev/null || status=$?
    [[ $status -eq $wanted ]] || fail "\"$*\" exited with $status, expected $wanted"
}
says() { grep -qF -- "$1" "$work/out" || fail "expected to read \"$1\""; }

expect 0 "$root/dev" help
for verb in run test soak bench lint screenshots package clean help; do says "  $verb"; done

expect 2 "$root/dev" frobnicate
says 'there is no verb "frobnicate"'

# A system that it does not know: what is needed by function, and the way by hand.
printf 'ID=otheros\nVERSION_ID="7"\n' >"$work/os-release"
for verb in run test soak bench lint screenshots package; do
    expect 2 env BELLBOARD_OS_RELEASE="$work/os-release" "$root/dev" "$verb"
    says 'otheros 7'
    says 'a C++20 compiler'
    says 'cmake --preset release'
done

# A system on which everything is missing, without root and without sudo: says what, and how to get it by hand.
mkdir "$work/bin"
for tool in env bash cat dirname sed grep; do ln -s "$(command -v "$tool")" "$work/bin/$tool"; done
printf '#!/bin/sh\nexit 0\n' >"$work/bin/dpkg-query"
printf '#!/bin/sh\necho 1000\n' >"$work/bin/id"
chmod 755 "$work/bin/dpkg-query" "$work/bin/id"
printf 'ID=debian\nVERSION_ID="13"\n' >"$work/os-release"
expect 3 env PATH="$work/bin" BELLBOARD_OS_RELEASE="$work/os-release" "$root/dev" run
says 'qt6-svg-plugins'
says 'libsimdjson-dev'
says 'simdjson, decodes JSON'
says 'As root, run: apt-get install'

printf 'dev: all as its help says\n'
