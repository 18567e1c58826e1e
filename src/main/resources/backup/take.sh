#!/bin/sh
# All that the key of a direct transfer may do on the new machine: add bytes to partial files below one folder.
# The input: lines "OFFSET SIZE NAME", each followed by its bytes. Nothing is read, listed, replaced or removed.
set -u
cd -P -- "$1" || exit 70
here=$(pwd -P)

refuse() { echo "refused: $1" >&2; exit 64; }

inside() { # NAME: no way out of the folder, by its text or by links
  case $1 in
    '' | /* | ../* | */../* | */.. | *[!A-Za-z0-9._/+@=,-]*) refuse "$1" ;;
    *.part | *.part[0-9] | *.part[0-9][0-9]) ;;
    *) refuse "$1" ;;
  esac
  parent=.
  case $1 in */*) parent=${1%/*} ;; esac
  real=$(cd -P -- "./$parent" && pwd -P) || refuse "$1"
  case $real/ in "$here"/*) ;; *) refuse "$1" ;; esac
  [ ! -L "./$1" ] && { [ ! -e "./$1" ] || [ -f "./$1" ]; } || refuse "$1"
}

bytes() { if [ -e "./$1" ]; then stat -c %s -- "./$1"; else echo 0; fi; }

while read -r offset size name; do
  case $offset in '' | *[!0-9]*) refuse "$offset" ;; esac
  case $size in '' | *[!0-9]*) refuse "$size" ;; esac
  inside "$name"
  [ "$(bytes "$name")" -eq "$offset" ] || refuse "$name has $(bytes "$name") bytes, not $offset"
  head -c "$size" >>"./$name" || exit 74
  [ "$(bytes "$name")" -eq $((offset + size)) ] || exit 75 # cut: the next file is not touched
done
exit 0
