#!/bin/sh
# A machine of the ground: PostgreSQL, sshd, and the ASV stand-in behind its systemctl. There is no systemd in a container:
# this is the init script, started as root, that hands over to the users postgres and asvdss.
#   machine.sh alt|neu FOLDER UID-OF-ASVDSS HOME
set -eu
name=$1 M=$2 uid=$3 home=$4
PG=/usr/lib/postgresql/15/bin
data=$M/postgres/main

as() { user=$1; shift; setpriv --reuid="$user" --regid="$user" --init-groups "$@"; }
lab() { as asvdss env HOME="$home" java -Xmx512m -cp '/opt/asv-lab/lib/*' de.asvumzug.lab.LabMain "$@"; }

user() {
  id asvdss >/dev/null 2>&1 || {
    groupadd --gid "$uid" asvdss
    useradd --uid "$uid" --gid "$uid" --home-dir "$home" --shell /bin/bash asvdss
    usermod -p '*' asvdss # no password, yet not locked: keys may log in
  }
  install -d -o asvdss -g asvdss -m 750 "$home" "$home/.ssh"
  install -o asvdss -g asvdss -m 600 /run/lab/authorized_keys "$home/.ssh/authorized_keys"
  # The one program that may run with root's rights; it and its folders belong to root. What it may be told: docs/asv-umzug.sudoers.
  {
    printf 'Defaults:asvdss secure_path="%s/bin:/usr/sbin:/usr/bin:/sbin:/bin", !use_pty\n' "$M"
    for unit in asv-server asv-aktualisierungsdienst; do
      for verb in is-active is-enabled start stop restart enable disable \
        'show -p MainPID --value' 'show -p User --value' 'show -p TimeoutStopUSec --value'; do
        printf 'asvdss ALL=(root) NOPASSWD: %s/bin/systemctl %s %s\n' "$M" "$verb" "$unit"
      done
    done
  } >/etc/sudoers.d/asvdss
  chmod 440 /etc/sudoers.d/asvdss
}

folders() {
  install -d -m 755 "$M" "$M/bin" "$M/etc" "$M/run" "$M/run/enabled" "$M/postgres" /etc/asv-lab
  install -d -o asvdss -g asvdss -m 755 "$M/etc/units" "$M/etc/switches" "$M/opt" "$M/packages" "$M/build"
  install -d -o asvdss -g asvdss -m 700 "$M/umzug"
  install -o asvdss -g asvdss -m 600 /run/lab/zertifikat.p12 "$M/packages/zertifikat.p12"
  install -m 644 /run/lab/zentral-ca.pem /etc/asv-lab/zentral-ca.pem
  echo asvdss >"$M/etc/run-as"
  lab systemctl >"$M/bin/systemctl"
  chmod 755 "$M/bin/systemctl"
}

database() {
  install -d -o postgres -g postgres -m 700 "$M/postgres"
  if [ ! -e "$data/ready" ] || [ ! -e "$M/etc/filled" ]; then
    rm -rf "$data" # also what a filling that was cut has left
    install -o postgres -g postgres -m 400 /run/lab/postgres /tmp/postgres-password
    as postgres "$PG/initdb" -D "$data" -U postgres --pwfile=/tmp/postgres-password -A scram-sha-256 -E UTF8 --locale=C.UTF-8 >/dev/null
    rm /tmp/postgres-password
    as postgres touch "$data/ready"
  fi
  rm -f "$data/postmaster.pid" # of a container that was killed
  as postgres "$PG/pg_ctl" -s -D "$data" -l "$M/postgres/log" -w start \
    -o "-c listen_addresses=localhost -c unix_socket_directories=/var/run/postgresql"
}

# Once: the old machine gets the working server, the new one the vendor's packages. The log-in that fills it reads
# copies of the secrets that are gone afterwards.
fill() {
  [ ! -e "$M/etc/filled" ] || return 0
  rm -rf "$M/opt" "$M/build"
  install -d -o asvdss -g asvdss -m 755 "$M/opt" "$M/build"
  secrets=$(as asvdss mktemp -d)
  for secret in postgres pin sys schulen notenmanager; do
    [ ! -e "/run/lab/$secret" ] || install -o asvdss -g asvdss -m 400 "/run/lab/$secret" "$secrets/$secret"
  done
  word=new
  [ "$name" = neu ] || word=old
  lab "$word" "$M" "$secrets" "$name" https://zentral:8443/
  rm -rf "$secrets"
  if [ "$word" = old ]; then
    "$M/bin/systemctl" enable asv-server
    "$M/bin/systemctl" enable asv-aktualisierungsdienst
  fi
  touch "$M/etc/filled"
}

stop() {
  trap - TERM INT
  for unit in asv-aktualisierungsdienst asv-server; do "$M/bin/systemctl" stop "$unit" 2>/dev/null || true; done
  as postgres "$PG/pg_ctl" -s -D "$data" -m fast stop || true
  exit 0
}

until [ -e /run/lab/ready ]; do sleep 1; done
user
folders
database
fill
rm -f "$M"/run/*.pid
for unit in "$M"/run/enabled/*; do
  [ ! -e "$unit" ] || "$M/bin/systemctl" start "${unit##*/}"
done
mkdir -p /run/sshd
trap stop TERM INT
echo "$M" >/run/lab-machine-ready # healthy.sh looks there for what is enabled
/usr/sbin/sshd -D -e -f /opt/asv-lab/sshd_config &
wait $!
