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
  if [ -f "$folder/input" ]; then exec <"$folder/input"; else exec </dev/null; fi
  "$@" >>"$folder/log" 2>&1
  code=$?
  rm -rf "$folder/secrets"
  printf '%s %s %s\n' "$code" "$(date +%s)" "$(sha256sum <"$folder/log" | cut -d ' ' -f 1)" >"$folder/exit.tmp"
  sync "$folder/exit.tmp"
  mv "$folder/exit.tmp" "$folder/exit"
}

cancel() {
  : >"$folder/cancelled"
  # A run that has not claimed its key yet must not do so any more.
  mkdir "$folder/claim" 2>/dev/null && return 0
  read -r pid started boot rest <"$folder/pid" 2>/dev/null || return 0
  [ ! -f "$folder/exit" ] && [ "$boot" = "$(cat /proc/sys/kernel/random/boot_id)" ] && [ "$started" = "$(ticks "$pid")" ] || return 0
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
