#!/bin/sh
# One-shot service: makes every key and password of the ground at the first start, each into the volume of the one
# service that needs it. Nothing of it is in an image or in the repository. A second run changes nothing.
set -eu
umask 077
java() { command java -cp '/opt/asv-lab/lib/*' de.asvumzug.lab.LabMain "$@"; }
random() { head -c 18 /dev/urandom | base64 | tr '+/' 'xy'; }
password() { printf 'G3heim-%s\n' "$(random)" >"$1"; }

# VOLUME UID: gives a volume to its one reader
give() {
  chown -R "$2:$2" "$1"
  chmod -R go= "$1"
}

# Last of all: whoever waits begins with these keys, so they must never be made anew.
release() {
  touch /keys/ready
  for volume in /app /db /zentral /alt /neu; do touch "$volume/ready"; done
  exit 0
}

[ ! -e /keys/ready ] || release
rm -rf /keys/*
mkdir -p /keys/people
for person in admin technik technik2 betreiber itm schule-0001 schule-0002 schule-0003; do
  password "/keys/people/$person"
done
password /keys/database
password /keys/owner
password /keys/pin
for name in sys schulen notenmanager; do password "/keys/$name"; done

mkdir -p /app/trail-keys /app/secrets /app/config /app/keys /app/people /zentral/ca
for machine in alt neu; do
  to=/$machine
  password "$to/postgres"
  cp "$to/postgres" "/app/secrets/asv-$machine-postgres"
  cp /keys/pin "$to/pin"
  rm -f "/app/keys/$machine" "/app/keys/$machine.pub" "$to/host_key" "$to/host_key.pub"
  ssh-keygen -q -t ed25519 -N '' -C asv-umzug -f "/app/keys/$machine"
  mv "/app/keys/$machine.pub" "$to/authorized_keys"
  ssh-keygen -q -t ed25519 -N '' -C "$machine" -f "$to/host_key"
  java certificate /zentral/ca zentral "$to/zertifikat.p12" "$to/pin"
  cp /zentral/ca/ca.pem "$to/zentral-ca.pem"
  cut -d ' ' -f 1,2 "$to/host_key.pub" | sed "s/^/$machine /"
done >/app/known_hosts
for name in sys schulen notenmanager; do cp "/keys/$name" "/alt/$name"; done
cp /keys/pin /app/secrets/asv-zertifikat-pin
cp /keys/people/* /app/people/
cp /keys/database /app/config/spring.datasource.password
cp /keys/database /db/password
cp /keys/owner /app/config/spring.flyway.password
cp /keys/owner /db/owner-password
head -c 32 /dev/urandom | base64 >/app/trail-keys/0001.key
{
  echo '# Log-ins of the training ground (people of the application, then accounts of the ASV servers).'
  for person in /keys/people/*; do printf '%s=%s\n' "${person##*/}" "$(cat "$person")"; done
  printf 'asv.sys=%s\nasv.admin0001=%s\n' "$(cat /keys/sys)" "$(cat /keys/schulen)"
} >/keys/zugaenge.properties
chown 10001:10001 /plaene

give /app 10001
give /db 5432
give /zentral 10002
give /alt 0
give /neu 0
release
