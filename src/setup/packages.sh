#!/bin/sh
# Installs what the tests and the demo need beyond a JDK and Maven: PostgreSQL client, Chromium, OpenSSH server,
# rsync (for the bench).
# Run by `mvn -Psetup …`. Installs nothing that is there already.
set -eu

missing=""
find_tool() { # name, package: on the PATH, in sbin, or under /usr/lib/postgresql
  command -v "$1" >/dev/null 2>&1 && return 0
  [ -x "/usr/sbin/$1" ] && return 0
  ls /usr/lib/postgresql/*/bin/"$1" >/dev/null 2>&1 && return 0
  missing="$missing $2"
}
find_tool pg_dump postgresql-client
find_tool chromium chromium
find_tool sshd openssh-server
find_tool rsync rsync

[ -n "$missing" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q >/dev/null
  # shellcheck disable=SC2086  # one word a package
  apt-get install -q -y --no-install-recommends $missing >/dev/null
  echo "Installiert:$missing"
else
  echo "Es fehlen Programme. Bitte als root installieren: apt-get install$missing" >&2
  exit 1
fi
