#!/bin/sh
# keys.sh FILE MARK [LINE]: takes the lines that end with the mark out of a list of keys, and puts one in. One at a time, whoever asks.
# Prints "changed" if there was a line with the mark.
set -eu
umask 077
[ -e "$1" ] || [ $# -gt 2 ] || exit 0
mkdir -p -- "${1%/*}"
exec 9>"$1.asv-umzug"
flock -w 30 9 || { echo "somebody else keeps $1 locked" >&2; exit 75; }
file=$(readlink -f -- "$1")
new=$file.asv-umzug-new
: >"$new"
if [ -e "$file" ]; then
  chmod --reference="$file" -- "$new"
  chown --reference="$file" -- "$new" 2>/dev/null || :
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      *" $2") echo changed ;;
      *) printf '%s\n' "$line" >>"$new" ;;
    esac
  done <"$file"
fi
[ $# -lt 3 ] || printf '%s\n' "$3" >>"$new"
sync "$new"
mv -- "$new" "$file"
