#!/bin/sh
# Installs what the tests, the demo and the bench need beyond a JDK and Maven: PostgreSQL client, Chromium, OpenSSH
# server, rsync (for the bench), and two log-ins for lab machines over SSH.
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

# Two log-ins for the lab's machines over SSH; without a password, and none of them is needed where this is not root.
if [ "$(id -u)" = 0 ] && command -v useradd >/dev/null 2>&1; then
  for user in umzug-alt umzug-neu; do
    id -u "$user" >/dev/null 2>&1 || useradd --system --create-home --shell /bin/sh --password '*' "$user"
  done
fi

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
