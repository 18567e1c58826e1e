#!/bin/sh
# send.sh FOLDER COMMAND...: sends files below the folder to the command, in the form that take.sh reads.
# The input: lines "OFFSET SIZE PARTIAL NAME".
set -u
folder=$1
shift
while read -r offset size partial name; do
  [ "$(stat -c %s -- "$folder/$name")" -ge $((offset + size)) ] || exit 72
  printf '%s %s %s\n' "$offset" "$size" "$partial"
  tail -c +$((offset + 1)) -- "$folder/$name" | head -c "$size"
done | "$@"
