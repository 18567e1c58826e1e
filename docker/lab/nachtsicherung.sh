#!/bin/sh
# What the operator of the new server does once: has its update service make the nightly backup.
set -eu
exec setpriv --reuid=asvdss --regid=asvdss --init-groups \
  java -cp '/opt/asv-lab/lib/*' de.asvumzug.lab.LabMain nightly-backup /data/asv-neu
