#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0
#
# package_install.sh VERSION
# Makes the packages as `./dev package` does, installs the .deb in a clean system of the running Debian release, uses the
# installed program there as an ordinary user (version, demo server with tail, window), removes it, and finds no trace.
# The clean system is kept as an archive in ~/.cache/bellboard, with the packages it took, so that the next run is quick.
set -euo pipefail

version=${1:?"usage: package_install.sh VERSION"}
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd)

step() { printf '%4d s  %s\n' "$SECONDS" "$*"; }
fail() {
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}

[[ $(id -u) -eq 0 ]] || fail 'a clean system can only be made by root: run "sudo ./dev test -L package";' \
    'to leave this test out, run "./dev test -LE package"'
for tool in debootstrap dpkg-deb rpm file chroot; do
    command -v "$tool" >/dev/null || fail "$tool is missing; \"./dev test\" installs it"
done

# Where the kernel lets us: mounts and processes of our own, which end with this script.
if [[ -z ${BELLBOARD_OWN_NAMESPACE-} ]] && unshare --mount --pid --fork --mount-proc true 2>/dev/null; then
    BELLBOARD_OWN_NAMESPACE=1 exec unshare --mount --pid --fork --kill-child --mount-proc "${BASH_SOURCE[0]}" "$@"
fi

# --- The packages -----------------------------------------------------------------------------------------------------

step 'making the packages'
"$root/dev" package >"$root/build/package.log" 2>&1 || {
    tail -n 60 "$root/build/package.log" >&2
    fail './dev package'
}
debs=("$root"/build/packages/bellboard_"$version"-1_*.deb)
rpms=("$root"/build/packages/bellboard-"$version"-1.*.rpm)
[[ ${#debs[@]} -eq 1 && -f ${debs[0]} ]] || fail 'there is not exactly one .deb of this version'
[[ ${#rpms[@]} -eq 1 && -f ${rpms[0]} ]] || fail 'there is not exactly one .rpm of this version'
deb=${debs[0]}
rpm=${rpms[0]}

wanted=(
    /usr/bin/bellboard
    /usr/share/applications/org.bellboard.Bellboard.desktop
    /usr/share/metainfo/org.bellboard.Bellboard.metainfo.xml
    /usr/share/icons/hicolor/scalable/apps/org.bellboard.Bellboard.svg
    /usr/share/icons/hicolor/256x256/apps/org.bellboard.Bellboard.png
    /usr/share/doc/bellboard/copyright
)
in_deb=$(dpkg-deb --contents "$deb")
in_rpm=$(rpm --query --package --list "$rpm")
for path in "${wanted[@]}"; do
    grep -qE "^-rw[x-]r-[x-]r-[x-] root/root .* \\.$path\$" <<<"$in_deb" || fail "$path is not in the .deb as it should be"
    grep -qxF "$path" <<<"$in_rpm" || fail "$path is not in the .rpm"
done
odd=$(grep -vE '^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x|lrwxrwxrwx) root/root ' <<<"$in_deb") && fail "odd modes in the .deb: $odd"
depends=$(dpkg-deb --field "$deb" Depends)
for name in libqt6core6 libqt6websockets6 libsqlite3-0 qml6-module-qtquick-controls; do
    [[ $depends == *"$name"* ]] || fail "the .deb does not depend on $name, but on: $depends"
done

# --- A clean system ---------------------------------------------------------------------------------------------------

# shellcheck disable=SC1091
release=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
architecture=$(dpkg --print-architecture)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/bellboard
base=$cache/clean-$release-$architecture.tar
archives=$cache/archives-$release-$architecture
mkdir -p "$cache" "$archives"

# Debian's own mirrors, as this machine's apt knows them; nothing else belongs in a clean system.
debian_sources() {
    # shellcheck disable=SC2016 # apt fills these in
    apt-get indextargets --format '$(ORIGIN)|$(REPO_URI)|$(CODENAME)|$(COMPONENT)' 'Created-By: Packages' |
        awk -F'|' -v release="$release" \
            '$1 == "Debian" && $3 ~ "^" release "(-updates|-security)?$" && $4 == "main" { print "deb", $2, $3, "main" }' |
        sort -u
}
sources=$(debian_sources)
if [[ -z $sources ]]; then
    apt-get -q update >"$root/build/apt-update.log" 2>&1 || fail "apt-get update: $(cat "$root/build/apt-update.log")"
    sources=$(debian_sources)
fi
mirror=$(awk -v release="$release" '$3 == release { print $2; exit }' <<<"$sources")
[[ -n $mirror ]] || fail "apt on this machine knows no Debian mirror for $release"

clean=$(mktemp -d "$root/build/clean-system.XXXXXX")
made=''
finish() {
    [[ -z ${server-} ]] || kill "$server" 2>/dev/null || true
    ! mountpoint --quiet "$clean/proc" || umount --lazy "$clean/proc"
    rm -rf --one-file-system -- "$clean" ${made:+"$made"}
}
trap finish EXIT

if [[ -z $(find "$base" -mtime -30 2>/dev/null) ]]; then
    step "debootstrap of $release"
    made=$(mktemp "$cache/making.XXXXXX")
    debootstrap --variant=minbase "$release" "$clean" "$mirror" >"$root/build/debootstrap.log" 2>&1 || {
        tail -n 20 "$root/build/debootstrap.log" >&2
        fail 'debootstrap could not make a clean system here'
    }
    rm -f -- "$clean"/var/cache/apt/archives/*.deb
    tar --create --file "$made" --directory "$clean" --one-file-system .
    mv -- "$made" "$base"
    made=''
else
    tar --extract --file "$base" --directory "$clean"
fi
chmod 755 "$clean" # mktemp and the archive leave it closed to others
step 'the clean system is ready'

printf '%s\n' "$sources" >"$clean/etc/apt/sources.list"
apt-config dump Acquire | grep -E '^Acquire::https?::' >"$clean/etc/apt/apt.conf.d/90this-machine" || true
for path in /etc/resolv.conf /etc/hosts /etc/ssl/certs/ca-certificates.crt; do
    [[ ! -f $path ]] || install -D -m 644 "$path" "$clean$path"
done
printf '#!/bin/sh\nexit 101\n' >"$clean/usr/sbin/policy-rc.d" && chmod 755 "$clean/usr/sbin/policy-rc.d"
mount -t proc proc "$clean/proc" 2>/dev/null || step 'without /proc: this system does not allow it'

as_root() {
    env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$clean" "$@" </dev/null
}
chroot=$(command -v chroot)
as_user() {
    exec env --ignore-environment HOME=/home/tester LC_ALL=C.UTF-8 PATH=/usr/bin:/bin XDG_RUNTIME_DIR=/home/tester/run \
        QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software "$chroot" --userspec=tester:tester "$clean" "$@" </dev/null
}
logged() { # WHAT COMMAND...
    local what=$1
    shift
    "$@" >"$clean/tmp/log" 2>&1 || {
        tail -n 40 "$clean/tmp/log" >&2
        fail "$what"
    }
}

# --- Install ----------------------------------------------------------------------------------------------------------

logged 'apt-get update' as_root apt-get -q -o Acquire::Retries=3 update
cp -- "$archives"/*.deb "$clean/var/cache/apt/archives/" 2>/dev/null || true
cp -- "$deb" "$clean/tmp/bellboard.deb"
logged 'apt-get install of the .deb' as_root apt-get -q -o Acquire::Retries=3 -o APT::Keep-Downloaded-Packages=true \
    install --yes --no-install-recommends /tmp/bellboard.deb
find "$clean/var/cache/apt/archives" -maxdepth 1 -name '*.deb' -exec cp --update --target-directory="$archives" -- {} +
find "$archives" -name '*.deb' -mtime +60 -delete
logged 'useradd' as_root useradd --create-home tester
logged 'mkdir' as_root install -d -o tester -g tester -m 700 /home/tester/run
files=$(as_root dpkg --listfiles bellboard)
step 'installed'

# --- Use --------------------------------------------------------------------------------------------------------------

said=$(as_user bellboard --version) || fail "bellboard --version: $said"
[[ $said == *"$version"* ]] || fail "bellboard --version said \"$said\", expected $version"

(as_user bellboard demo-server --port 0 --seed 7 --rate 50) >"$clean/tmp/server" 2>&1 &
server=$!
url=''
for ((attempt = 0; attempt < 300; ++attempt)); do
    url=$(grep -oE 'wss?://[^[:space:]"]+' "$clean/tmp/server" | head -n 1) && break
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
done
[[ -n $url ]] || fail "the demo server did not say where it listens: $(cat "$clean/tmp/server")"
mkdir "$clean/home/tester/config"
printf '[[feed]]\nname = "demo"\nurl = "%s"\n' "$url" >"$clean/home/tester/config/feeds.toml"
logged 'chown' as_root chown --recursive tester:tester /home/tester/config
logged 'chmod' as_root chmod --recursive u=rwX,go= /home/tester/config
tail_output=$(as_user bellboard tail --config /home/tester/config --data /home/tester/data --json --count 25 --for 60 \
    2>"$clean/tmp/log") || fail "bellboard tail: $(cat "$clean/tmp/log")"
[[ $(grep -c '"specversion"' <<<"$tail_output") -eq 25 ]] || fail "bellboard tail did not print 25 events: $tail_output"
kill "$server"
wait "$server" || true
server=''
step 'the demo server and tail work'

(as_user bellboard --demo --tour 5 --screenshots /home/tester/pictures) >"$clean/tmp/log" 2>&1 || {
    cat "$clean/tmp/log" >&2
    fail 'the window'
}
pictures=$(find "$clean/home/tester/pictures" -name '*.png' -size +4k | wc -l)
[[ $pictures -ge 14 ]] || fail "expected a picture of 7 pages in 2 themes, found $pictures: $(cat "$clean/tmp/log")"
step "the window works: $pictures pictures"

# --- Remove -----------------------------------------------------------------------------------------------------------

logged 'apt-get purge' as_root apt-get -q purge --yes bellboard
left=''
while read -r path; do
    # Shared folders such as /usr/share/icons stay; files, and folders of our own, must not.
    [[ ! -e $clean$path && ! -L $clean$path ]] || [[ -d $clean$path && $path != *bellboard* ]] || left+=" $path"
done <<<"$files"
[[ -z $left ]] || fail "left behind after removal:$left"
step 'removed without a trace'
