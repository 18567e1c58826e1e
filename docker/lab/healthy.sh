#!/bin/sh
# Health of whichever part of the lab this container is.
answers() { bash -c "exec 3<>/dev/tcp/localhost/$1" 2>/dev/null; }
# A server that is not enabled stands still on purpose: the old one after a move, the new one before its installation.
server_as_it_should() { [ ! -e "$(cat "$ready")/run/enabled/asv-server" ] || answers "${ASV_PORT:-8765}"; }
ready=${READY_FILE:-/run/lab-machine-ready}
case ${LAB_PART:-} in
  alt | neu) [ -s "$ready" ] && answers "${SSH_PORT:-22}" && answers "${POSTGRES_PORT:-5432}" && server_as_it_should ;;
  zentral) answers 8443 ;;
  mail) answers 3025 && answers 8025 ;;
  *) true ;; # one-shot services
esac
