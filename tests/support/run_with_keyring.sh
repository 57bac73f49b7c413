#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0

# run_with_keyring.sh unlocked|freezable|absent PROGRAM [ARGUMENT...]
# Runs PROGRAM in a D-Bus session of its own, with a home of its own and a real gnome-keyring in the state asked for. "absent" is
# a session whose bus starts nothing. Fails when the machine lacks what this needs.
set -euo pipefail

state=$1
shift
for needed in dbus-daemon dbus-run-session gnome-keyring-daemon gdbus; do
    if ! command -v "$needed" >/dev/null; then
        echo "$needed is not installed" >&2
        exit 1
    fi
done

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -m 700 "$home/run"
export HOME="$home" XDG_RUNTIME_DIR="$home/run" XDG_DATA_HOME="$home/data" XDG_CONFIG_HOME="$home/config" XDG_CACHE_HOME="$home/cache"
export BELLBOARD_TEST_KEYRING="$state"
unset DISPLAY WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS XDG_CURRENT_DESKTOP

# A bus without service files, so that no keyring, prompter or wallet of this machine is started.
cat >"$home/bus.conf" <<CONF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir=$home/run</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONF

if [[ $state == absent ]]; then
    dbus-run-session --config-file="$home/bus.conf" -- "$@"
    exit
fi

# shellcheck disable=SC2016 # expanded by the inner shell
dbus-run-session --config-file="$home/bus.conf" -- bash -euc '
    printf secret | gnome-keyring-daemon --foreground --unlock --components=secrets >/dev/null 2>&1 &
    daemon=$!
    trap "kill $daemon 2>/dev/null || true" EXIT
    gdbus wait --session --timeout 20 org.freedesktop.secrets
    BELLBOARD_TEST_KEYRING_PID=$daemon "$@"
' bash "$@"
