#!/bin/sh
# Runs one command detached and leaves behind what happened, so that it can be found again after the caller is gone.
#   job.sh run FOLDER COMMAND [ARGUMENT ...]    job.sh cancel FOLDER
# FOLDER: claim/ (made by the one run that counts), pid, log, input (optional), secrets/ (optional), exit.
set -u

ticks() { # start time of a process in clock ticks: tells a process from a later one with the same number
  sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20
}

run() {
  # Creating a folder is atomic: of two starts under one key exactly one goes on.
  mkdir "$folder/claim" 2>/dev/null || exit 0
  printf '%s %s %s %s\n' "$$" "$(ticks $$)" "$(cat /proc/sys/kernel/random/boot_id)" "$(date +%s)" >"$folder/pid.tmp"
  mv "$folder/pid.tmp" "$folder/pid"
  # Cancelled while it was starting: whoever cancelled waits for the pid and then sees this end.
  if [ -e "$folder/cancelled" ]; then rm -rf "$folder/secrets"; exit 0; fi
  if [ -f "$folder/input" ]; then exec <"$folder/input"; else exec </dev/null; fi
  "$@" >>"$folder/log" 2>&1
  code=$?
  rm -rf "$folder/secrets"
  printf '%s %s %s\n' "$code" "$(date +%s)" "$(sha256sum <"$folder/log" | cut -d ' ' -f 1)" >"$folder/exit.tmp"
  sync "$folder/exit.tmp"
  mv "$folder/exit.tmp" "$folder/exit"
}

alive() { # sets pid; false if the job has ended or is gone
  read -r pid started boot rest <"$folder/pid" 2>/dev/null || return 1
  [ ! -f "$folder/exit" ] && [ "$boot" = "$(cat /proc/sys/kernel/random/boot_id)" ] && [ "$started" = "$(ticks "$pid")" ]
}

cancel() {
  : >"$folder/cancelled"
  # A run that has not claimed its key yet must not do so any more.
  if mkdir "$folder/claim" 2>/dev/null; then rm -rf "$folder/secrets"; return 0; fi
  tries=0
  while [ ! -e "$folder/pid" ] && [ "$tries" -lt 100 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  if ! alive; then rm -rf "$folder/secrets"; return 0; fi
  kill -s TERM -- "-$pid" 2>/dev/null
  tries=0
  while kill -s 0 -- "-$pid" 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -eq 50 ] && kill -s KILL -- "-$pid" 2>/dev/null
    [ "$tries" -ge 100 ] && exit 1
    sleep 0.1
  done
  rm -rf "$folder/secrets"
}

action=$1
folder=$2
shift 2
case $action in
  run) run "$@" ;;
  cancel) cancel ;;
  *) exit 64 ;;
esac
