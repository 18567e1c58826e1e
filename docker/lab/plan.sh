#!/bin/sh
# One-shot service: hands in the plan of one move as soon as the application takes plans, and tells what became of it.
# A second run changes nothing.
set -eu
inbox=${INBOX:-/plaene}
report="$inbox/umzug.yaml.bericht.txt"
if [ ! -e "$inbox/umzug.yaml.angenommen" ]; then
  until curl -fsS -o /dev/null "${HEALTH:-http://app:8080/actuator/health}" 2>/dev/null; do sleep 1; done
  java -cp "${LAB:-/opt/asv-lab/lib}/*" de.asvumzug.lab.LabMain plan "$inbox" /srv/schulverwaltung /data/asv-neu
  until [ -e "$inbox/umzug.yaml.angenommen" ] || [ -e "$inbox/umzug.yaml.abgelehnt" ]; do sleep 1; done
fi
cat "$report"
[ -e "$inbox/umzug.yaml.angenommen" ]
