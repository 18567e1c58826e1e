#!/bin/sh
# Makes the database at the first start, then becomes the server.
set -eu
PATH=/usr/lib/postgresql/15/bin:$PATH
data=/var/lib/postgresql/data/main
until [ -e /run/umzug/ready ]; do sleep 1; done
if [ ! -e "$data/asv-umzug-ready" ]; then
  rm -rf "$data"
  initdb -D "$data" -U asv_umzug --pwfile=/run/umzug/password -A scram-sha-256 -E UTF8 --locale=C.UTF-8 >/dev/null
  echo 'host all all all scram-sha-256' >>"$data/pg_hba.conf"
  PGPASSWORD=$(cat /run/umzug/password)
  export PGPASSWORD
  pg_ctl -s -D "$data" -o "-c listen_addresses= -c unix_socket_directories=/tmp" -w start
  createdb -h /tmp -U asv_umzug asv_umzug
  pg_ctl -s -D "$data" -w stop
  unset PGPASSWORD
  : >"$data/asv-umzug-ready"
fi
exec postgres -D "$data" -c listen_addresses='*' -c unix_socket_directories=/tmp -c max_connections=100
