#!/bin/sh
# Makes the database at the first start, then becomes the server.
set -eu
PATH=/usr/lib/postgresql/15/bin:$PATH
data=/var/lib/postgresql/data/main
until [ -e /run/umzug/ready ]; do sleep 1; done
if [ ! -e "$data/asv-umzug-ready" ]; then
  rm -rf "$data"
  initdb -D "$data" -U postgres --auth-local=peer --auth-host=scram-sha-256 -E UTF8 --locale=C.UTF-8 >/dev/null
  echo 'host all all all scram-sha-256' >>"$data/pg_hba.conf"
  pg_ctl -s -D "$data" -o "-c listen_addresses= -c unix_socket_directories=/tmp" -w start
  # Two roles: one owns the tables and makes them, the other one works with them (docs/operations.md).
  psql -X -q -h /tmp -U postgres -v ON_ERROR_STOP=1 <<'SQL'
\set owner_word `cat /run/umzug/owner-password`
\set word `cat /run/umzug/password`
select format('create role asv_umzug_owner login password %L', :'owner_word') \gexec
select format('create role asv_umzug login password %L', :'word') \gexec
create database asv_umzug owner asv_umzug_owner;
\connect asv_umzug
grant usage, create on schema public to asv_umzug;
SQL
  pg_ctl -s -D "$data" -w stop
  : >"$data/asv-umzug-ready"
fi
exec postgres -D "$data" -c listen_addresses='*' -c unix_socket_directories=/tmp -c max_connections=100
