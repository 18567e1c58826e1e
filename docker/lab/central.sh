#!/bin/sh
set -eu
until [ -e /run/lab/ready ]; do sleep 1; done
exec java -Xmx96m -cp '/opt/asv-lab/lib/*' de.asvumzug.lab.LabMain central /run/lab/ca zentral 8443
