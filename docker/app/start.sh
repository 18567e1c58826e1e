#!/bin/sh
# Waits for the keys and for the database, then becomes the application. Not every compose waits by itself.
set -eu
until [ -e /run/umzug/ready ]; do sleep 1; done
until bash -c "exec 3<>/dev/tcp/db/5432" 2>/dev/null; do sleep 1; done
exec java -Xmx"${ASV_HEAP:-512m}" -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/tmp \
  -jar /opt/asv-umzug/asv-umzug.jar \
  --spring.config.additional-location=file:/opt/asv-umzug/config/application.yaml
