#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Bellboard authors
# SPDX-License-Identifier: Apache-2.0
#
# make_certificates.sh FOLDER
#
# Makes the certificates that tests of TLS show and trust: of each NAME there is NAME.pem, NAME.key and, where a server sends more than
# its own, that as NAME.chain. Only authority.pem is meant to be trusted. Works with OpenSSL 3.0 and later.

set -eu

folder=$1
mkdir -p "$folder"
cd "$folder"

server=serverAuth
long_ago=20240101000000Z
recently=20240201000000Z
yesterday=20250101000000Z
later=20890101000000Z
far_off=20900101000000Z

cat > ca.conf <<'END'
[ca]
default_ca = maker
[maker]
database = index.txt
new_certs_dir = .
serial = serial
policy = any
unique_subject = no
default_md = sha256
[any]
commonName = supplied
END
: > index.txt
echo 10000000 > serial

# key NAME ALGORITHM [OPTION...]
key() {
    name=$1
    algorithm=$2
    shift 2
    openssl genpkey -quiet -algorithm "$algorithm" "$@" -out "$name.key" 2> log ||
        openssl genpkey -algorithm "$algorithm" "$@" -out "$name.key" 2> log || { cat log >&2; exit 1; }
}

ec_key() { key "$1" EC -pkeyopt "ec_paramgen_curve:${2:-prime256v1}"; }

# issue NAME ISSUER COMMON_NAME EXTENSIONS [BEGIN END [DIGEST]]: the key of NAME must be there; one that is its own issuer signs itself
issue() {
    printf '%s\n' "$4" | tr '|' '\n' > ext
    openssl req -new -key "$1.key" -subj "/CN=$3" -config ca.conf -out csr 2> log || { cat log >&2; exit 1; }
    if [ "$1" = "$2" ]; then
        how="-selfsign -keyfile $1.key"
    else
        how="-cert $2.pem -keyfile $2.key"
    fi
    # shellcheck disable=SC2086 # words on purpose
    openssl ca -batch -notext -config ca.conf $how -in csr -out "$1.pem" -extfile ext \
        -startdate "${5:-$yesterday}" -enddate "${6:-$later}" -md "${7:-default}" 2> log || { cat log >&2; exit 1; }
}

authority() { ec_key "$1"; issue "$1" "$2" "$3" "basicConstraints=critical,CA:TRUE${4:-}|keyUsage=critical,keyCertSign,cRLSign"; }

# leaf NAME ISSUER SUBJECT_ALT_NAME [BEGIN END [DIGEST]]
leaf() {
    name=$1
    issuer=$2
    san=$3
    shift 3
    [ -f "$name.key" ] || ec_key "$name"
    issue "$name" "$issuer" "A server" "basicConstraints=CA:FALSE|subjectAltName=$san|extendedKeyUsage=$server" "$@"
}

authority authority authority "Test authority"
authority stranger stranger "Strange authority"
authority intermediate authority "Intermediate authority"
authority short authority "Short authority" ",pathlen:0"
authority below_short short "Authority too deep"

# Good ones
leaf dns authority DNS:localhost
leaf second_name authority DNS:first.example,DNS:localhost
leaf ip authority IP:127.0.0.1
leaf wildcard authority 'DNS:*.example.test'
leaf chained intermediate DNS:localhost
cat intermediate.pem > chained.chain
key rsa2048 RSA -pkeyopt rsa_keygen_bits:2048
leaf rsa2048 authority DNS:localhost
key ed25519 ED25519
leaf ed25519 authority DNS:localhost

# Wrong times
leaf expired authority DNS:localhost "$long_ago" "$recently"
leaf not_yet authority DNS:localhost "$later" "$far_off"

# Wrong names
leaf other_name authority DNS:other.example
leaf star authority 'DNS:*'
leaf partial authority 'DNS:ev*s.example.test'
leaf top_level authority 'DNS:*.test'
leaf star_address authority 'DNS:*.0.0.1'
leaf address_as_name authority DNS:127.0.0.1
leaf other_ip authority IP:127.0.0.2
ec_key name_in_cn && issue name_in_cn authority localhost "basicConstraints=CA:FALSE|extendedKeyUsage=$server"
ec_key other_san && issue other_san authority localhost \
    "basicConstraints=CA:FALSE|subjectAltName=DNS:other.example|extendedKeyUsage=$server"

# Wrong authorities
leaf strange stranger DNS:localhost
cat stranger.pem > strange.chain
leaf strange_alone stranger DNS:localhost
leaf incomplete intermediate DNS:localhost
ec_key self_signed && issue self_signed self_signed "A server" "subjectAltName=DNS:localhost|extendedKeyUsage=$server"
leaf too_deep below_short DNS:localhost
cat below_short.pem short.pem > too_deep.chain
ec_key constrained && issue constrained authority "Constrained authority" \
    "basicConstraints=critical,CA:TRUE|keyUsage=critical,keyCertSign|nameConstraints=critical,permitted;DNS:example.org"
leaf outside constrained DNS:localhost
cat constrained.pem > outside.chain
leaf false_authority authority DNS:a.example
leaf of_false_authority false_authority DNS:localhost
cat false_authority.pem > of_false_authority.chain
ec_key expired_authority && issue expired_authority authority "Expired authority" \
    "basicConstraints=critical,CA:TRUE|keyUsage=critical,keyCertSign" "$long_ago" "$recently"
leaf of_expired_authority expired_authority DNS:localhost
cat expired_authority.pem > of_expired_authority.chain

# Wrong purpose
ec_key for_clients && issue for_clients authority "A client" \
    "basicConstraints=CA:FALSE|subjectAltName=DNS:localhost|extendedKeyUsage=clientAuth"

# Too weak
leaf sha1 authority DNS:localhost "$yesterday" "$later" sha1
key rsa1024 RSA -pkeyopt rsa_keygen_bits:1024
leaf rsa1024 authority DNS:localhost
ec_key ec192 prime192v1
leaf ec192 authority DNS:localhost
key weak_authority RSA -pkeyopt rsa_keygen_bits:1024
issue weak_authority weak_authority "Weak authority" "basicConstraints=critical,CA:TRUE|keyUsage=critical,keyCertSign"
leaf of_weak_authority weak_authority DNS:localhost
cat weak_authority.pem > of_weak_authority.chain

# Files that are no authorities of anybody
: > empty.pem
rm -f ext csr log ca.conf index.txt* serial serial.old 1000????.pem
