#!/bin/sh
# What asv-umzug asks of a Linux machine, one verb a call. Reads nothing but its arguments and its input, needs no
# more than a POSIX shell, coreutils, findutils and bash (for a look at a port). Bulk data goes through its input and output.
#   called as: answer MARK VERB ..., for an answer that shows that it is whole; by itself as: VERB ...
#   job folder: spec (shell text of the command, removed once read), claim (made by the one run that counts), command, pid, log, exit
set -u
# A program costs far more than what the shell does by itself: where it can, it does.
work=${0%/*/*}
LANG=${LANG:-C.UTF-8}
export LANG

# An answer begins and ends with a mark that only this call knows; the end carries the exit code and how many bytes lie between the
# two: one without it, or of another length, was cut or mixed with something else, whatever the exit code says that arrives.
leave() { # CODE
  exit "$1"
}

complain() { # CODE TEXT
  printf '%s\n' "$2" >&2
  leave "$1"
}

# A full disk takes the name of a file, but not its content. Whatever is read again later is checked when it is written.
full() { # FOLDER: whether its file system takes no more content
  if printf '%4096s' '' 2>/dev/null >"$1/space.$$"; then
    rm -f "$1/space.$$"
    return 1
  fi
  rm -f "$1/space.$$"
  [ -d "$1" ] && [ -w "$1" ]
}

unwritten() { # FILE
  if full "$(dirname "$1")"; then complain 28 "$1"; fi
  complain 74 "$1"
}

note() { # FILE: an empty one. Not with ":", whose failure would end the shell without an answer.
  true 2>/dev/null >"$1"
}

# --- processes -----------------------------------------------------------------------------------

look() { # PID: sets stat to its line there, fields to what follows the name (state, parent, group, session ...); false if it has ended
  stat=
  # A name may hold line ends; what counts comes after the last one.
  { while read -r part; do stat=$part; done; } 2>/dev/null <"/proc/$1/stat" || return 1
  fields=${stat##*) }
  case $fields in '' | Z* | X*) return 1 ;; esac
}

ticks() { # PID: sets ticks to its start time in clock ticks, which tells it from a later process with the same number
  ticks=
  look "$1" || return 1
  # shellcheck disable=SC2086
  set -- $fields
  shift 19
  ticks=$1
}

# A job is its session: what it starts stays in it, whichever user it runs as and whatever becomes of its parent. What opens
# a session of its own, as a server does that is meant to outlive the job, has left it: only what sudo puts in one (where its
# plug-ins ask for that) still belongs to it.
members() { # [EXCEPT]: sets members to the job's processes that live, apart to those of them that a signal to its first group misses
  members=
  apart=
  except=${1:-}
  [ "$was_boot" = "$boot" ] || return 0
  # No process gets a number that a session still has: if another has it, the session is empty.
  if ticks "$pid" && [ "$was" != "$ticks" ]; then return 0; fi
  sessions=" $pid "
  sudos=' '
  before=
  until [ "$sessions" = "$before" ]; do
    before=$sessions
    members=
    apart=
    for one in /proc/[0-9]*; do
      one=${one#/proc/}
      [ "$one" != "$except" ] && look "$one" || continue
      # shellcheck disable=SC2086
      set -- $fields
      case $sessions in
        *" $4 "*)
          members="$members $one"
          [ "$3" = "$pid" ] && [ -z "$except" ] || apart="$apart $one"
          case $stat in *'(sudo) '*) sudos="$sudos$one " ;; esac
          ;;
        *) case $sudos in *" $2 "*) sessions="$sessions$4 " ;; esac ;;
      esac
    done
  done
}

signal() { # NAME: to the job's processes, also to those that run as another user
  [ -n "$except" ] || kill -s "$1" -- "-$pid" 2>/dev/null
  foreign=
  for one in $apart; do
    kill -s "$1" -- "$one" 2>/dev/null
  done
  for one in $members; do
    kill -s 0 -- "$one" 2>/dev/null || ! look "$one" || foreign="$foreign $one"
  done
  # shellcheck disable=SC2086
  [ -z "$foreign" ] || sudo -n kill -s "$1" -- $foreign 2>/dev/null
}

end_all() { # [EXCEPT]: ends the job's processes, after five seconds by force; false if some still live after ten
  members "$@"
  tries=0
  while [ -n "$members" ]; do
    if [ "$tries" -eq 0 ]; then signal TERM; elif [ "$tries" -ge 50 ]; then signal KILL; fi
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || return 1
    sleep 0.1
    members "$@"
  done
}

# A program that failed may have left others of its own at work. They end before its end counts, so that nothing is begun
# beside them. One that ended well may have left a server: nobody is ended then.
settle() { # called by the job's own process
  [ "$code" -ne 0 ] || return 0
  # grep looks at every process at once, which takes the shell a hundred times as long. It is believed only if it has seen
  # this process; itself it has seen too, and is over by now.
  seen=no
  for one in $(grep -l -E "\) [A-Z] [0-9]+ [0-9]+ $$ " /proc/[0-9]*/stat 2>/dev/null); do
    if [ "$one" = "/proc/$$/stat" ]; then
      seen=yes
    elif [ -e "$one" ]; then
      seen=others
      break
    fi
  done
  [ "$seen" = yes ] || until end_all $$; do :; done
}

boot() {
  read -r boot </proc/sys/kernel/random/boot_id
}

# A job's end gets its room before the job begins: it takes no more when the job itself has filled the disk.
line='%-127s\n'

# Bytes of a short command's output, and of its errors, that are answered.
most=1048576

reserve() {
  # shellcheck disable=SC2059
  printf "$line" reserved 2>/dev/null >"$folder/exit.tmp"
}

written() { # WORDS: whether they are there as they were written
  # shellcheck disable=SC2059
  printf "$line" "$1" 2>/dev/null 1<>"$folder/exit.tmp" && read -r words <"$folder/exit.tmp" && [ "$words" = "$1" ]
}

ends() { # WORDS: tries for as long as it takes, since a result that is lost is work that is done again
  until written "$1" && { [ "$verb" = short ] || sync "$folder/exit.tmp"; } && mv "$folder/exit.tmp" "$folder/exit"; do
    [ -d "$folder" ] || exit 74
    sleep 1
  done
}

# --- detached work: jobs/KEY and runs/ID ----------------------------------------------------------

take() { # FILE: the first line of the input gives the bytes that follow; what was cut on its way is not there
  read -r bytes || leave 75
  case $bytes in
    0) note "$1" || unwritten "$1" ;;
    *)
      if ! blocks=$(LC_ALL=C dd bs="$bytes" count=1 iflag=fullblock of="$1" 2>&1); then
        rm -f "$1"
        unwritten "$1"
      fi
      case $blocks in '1+0 '*) ;; *) rm -f "$1"; leave 75 ;; esac
      ;;
  esac
}

receive() { # FILE: it is there whole or as it was
  take "$1.$$"
  mv "$1.$$" "$1" || unwritten "$1"
}

prepare() { # FILE: where the spec goes
  [ -e "$folder/claim" ] && { read -r bytes && head -c "$bytes" >/dev/null; return; }
  mkdir -p -m 700 "$folder" "$folder/secrets" || unwritten "$work/${folder##*/}"
  take "$1"
}

claim() { # of several that begin under one key exactly one goes on
  set -C
  note "$folder/claim"
  won=$?
  set +C
  return "$won"
}

forget() { # called by the spec once it is read
  [ "$verb" = short ] || rm -f "$spec" # that of a short command goes with all the rest
}

launch() {
  unit=asv-umzug-${folder##*/}
  if [ -d "${ASV_UMZUG_SYSTEMD:-/run/systemd/system}" ] && command -v systemd-run >/dev/null 2>&1; then
    # The unit ends with its first process as a session does; whoever has left that lives on (KillMode).
    # A user's own manager ends with the last session unless the user lingers, and takes the job with it.
    if [ "$(id -u)" -eq 0 ]; then
      systemd-run --quiet --collect --property=KillMode=process --unit="$unit" sh "$0" job "$folder" "$spec" </dev/null >/dev/null 2>&1 && return
    elif [ -e "/var/lib/systemd/linger/$(id -un)" ]; then
      systemd-run --user --quiet --collect --property=KillMode=process --unit="$unit" sh "$0" job "$folder" "$spec" </dev/null >/dev/null 2>&1 && return
    fi
  fi
  setsid sh "$0" job "$folder" "$spec" </dev/null >/dev/null 2>&1 &
}

job() { # runs detached
  claim || exit 0
  # Held until this process is over and its end is written; what it leaves at work does not hold it.
  command exec 9>"$folder/running" && flock 9
  boot
  ticks $$
  claim_number "$(date +%s)" || exit 74
  # Cancelled, or taken for lost, while it was starting: whoever did that sees this end.
  if [ -e "$folder/cancelled" ] || [ -e "$folder/lost" ] || is_shut; then scrub; exit 0; fi
  cd "$work" || exit 71
  # shellcheck disable=SC1090
  ( . "$spec" ) </dev/null >>"$folder/log" 2>&1 9>&-
  code=$?
  settle
  scrub
  ends "$code $(date +%s) $(sha256sum <"$folder/log" | cut -d ' ' -f 1)"
}

claim_number() { # STARTED: false where there is no room for that or for the end; nothing may begin then
  pid=$$
  was=$ticks
  was_boot=$boot
  if reserve && printf '%s %s %s %s\n' "$pid" "$was" "$was_boot" "$1" 2>/dev/null >"$folder/pid.tmp" && mv "$folder/pid.tmp" "$folder/pid"; then
    return 0
  fi
  note "$folder/full"
  scrub
  return 1
}

scrub() {
  rm -rf "$folder/secrets" "$folder/spec"* "$folder/input"
}

alive() { # sets pid, started; false if the job has ended or nothing is left of it
  read -r pid was was_boot started 2>/dev/null <"$folder/pid" || return 1
  boot
  [ ! -f "$folder/exit" ] && [ "$was_boot" = "$boot" ] || return 1
  if ticks "$pid" && [ "$was" = "$ticks" ]; then return 0; fi
  # Its first process was killed. It goes on as long as one that this has started does; what was once seen to be over stays so.
  [ ! -e "$folder/lost" ] || return 1
  members
  [ -n "$members" ]
}

ended() {
  read -r code end sum <"$folder/exit"
  read -r pid was was_boot started 2>/dev/null <"$folder/pid" || started=$end
  printf 'ended %s %s %s\n' "$code" "$started" "$end"
}

status() { # [SECONDS]: at once, or when the job has ended or the time is over
  [ -z "${1:-}" ] || [ ! -f "$folder/running" ] || flock -s -w "$1" "$folder/running" true
  if [ -f "$folder/exit" ]; then
    ended
  elif [ ! -e "$folder/claim" ]; then
    echo none
  elif [ ! -s "$folder/pid" ]; then # its one line may not be written yet
    claimed=$(stat -c %Y "$folder/claim")
    # The pid is written right after the claim; a claim this old without a pid was killed in between.
    if [ -e "$folder/full" ]; then
      echo 'lost full'
    elif [ ! -e "$folder/cancelled" ] && [ $(($(date +%s) - claimed)) -lt 10 ]; then
      printf 'running 0 %s\n' "$claimed"
    else
      note "$folder/lost" || unwritten "$folder/lost" # should it only be slow, it must not go on any more
      scrub
      echo 'lost starting'
    fi
  elif alive; then
    printf 'running %s %s\n' "$pid" "$started"
  elif [ -f "$folder/exit" ]; then # it ended between the two looks
    ended
  else
    note "$folder/lost" || unwritten "$folder/lost"
    scrub # nobody is left who would
    if [ -e "$folder/cancelled" ]; then echo 'lost cancelled'
    elif [ "$was_boot" = "$boot" ]; then echo 'lost killed'
    else echo 'lost rebooted'; fi
  fi
}

start() {
  spec=$folder/spec.$$
  prepare "$spec"
  if [ -e "$folder/claim" ]; then rm -f "$spec"; else launch; fi
  tries=0
  while [ ! -s "$folder/pid" ] && [ ! -e "$folder/full" ] && [ "$tries" -lt 250 ]; do
    tries=$((tries + 1))
    sleep 0.02
  done
  [ ! -e "$folder/full" ] || complain 28 "$folder"
  if [ ! -e "$folder/claim" ]; then
    if full "$work"; then complain 28 "$folder"; fi
    complain 71 'the job did not start'
  fi
  status
}

# A short command is a job without a log: it is started once under its ID, however often the connection is cut,
# and its answer waits until it has been received.
run() { # says exit code, bytes of output and bytes of errors, and leaves both where they are
  spec=$folder/spec.$$
  prepare "$spec"
  if [ -e "$folder/claim" ]; then
    rm -f "$spec"
  else
    setsid sh "$0" short "$folder" "$spec" </dev/null >/dev/null 2>&1 &
    wait $!
  fi
  tries=0
  while [ ! -f "$folder/exit" ]; do
    [ ! -e "$folder/full" ] || complain 28 "$folder"
    if [ -s "$folder/pid" ]; then # its one line may not be written yet
      alive || [ -f "$folder/exit" ] || complain 70 'the command was killed'
    else
      tries=$((tries + 1))
      [ "$tries" -le 600 ] || complain 71 'the command did not start'
    fi
    sleep 0.05
  done
  read -r code cut <"$folder/exit"
  [ -z "$cut" ] || complain 28 "$folder"
  out=0
  err=0
  [ -s "$folder/out" ] && out=$(stat -c %s "$folder/out")
  [ -s "$folder/err" ] && err=$(stat -c %s "$folder/err")
  [ "$out" -le "$most" ] || out=$most
  [ "$err" -le "$most" ] || err=$most
  printf '%s %s %s\n' "$code" "$out" "$err"
}

outputs() { # OUT ERR: so many bytes of both
  [ "$1" -eq 0 ] || head -c "$1" "$folder/out"
  [ "$2" -eq 0 ] || head -c "$2" "$folder/err"
}

short() {
  claim || exit 0
  boot
  ticks $$
  claim_number 0 || exit 74
  if is_shut; then scrub; exit 0; fi
  cd "$work" || exit 71
  # shellcheck disable=SC1090
  ( . "$spec" ) </dev/null >"$folder/out" 2>"$folder/err"
  code=$?
  settle
  # A program need not notice that its output found no room: an answer from a full disk is not believed.
  if full "$folder"; then code="$code cut"; fi # looked at before the cleaning makes room
  scrub
  ends "$code"
}

cancel() {
  [ -d "$folder" ] || return 0
  note "$folder/cancelled" || cancelled=no # what runs is ended all the same
  # A run that has not claimed its key yet must not do so any more.
  if claim; then scrub; return 0; fi
  tries=0
  while [ ! -s "$folder/pid" ] && [ "$tries" -lt 100 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  if ! alive; then
    [ "${cancelled:-yes}" = yes ] || [ -s "$folder/pid" ] || unwritten "$folder/cancelled"
    scrub
    return 0
  fi
  end_all || complain 70 "$members"
  scrub
}

pids() { # the numbers of the job's processes, none if it has ended
  [ -e "$folder/claim" ] && alive || return 0
  members
  # shellcheck disable=SC2086
  [ -z "$members" ] || printf '%s\n' $members
}

shut() { # OWNER: nothing of that owner begins any more, jobs or short commands, and what has begun is ended
  mkdir -p "$work/shut" || unwritten "$work/shut"
  find "$work/shut" -type f -mtime +30 -exec rm -f {} +
  note "$work/shut/$1" || unwritten "$work/shut/$1"
  # What looks for the mark before it is there has claimed its folder by then, and is found here.
  for folder in "$work/jobs/$1".* "$work/runs/$1".*; do
    [ ! -d "$folder" ] || [ -f "$folder/exit" ] || cancel
  done
}

is_shut() {
  name=${folder##*/}
  [ -e "$work/shut/${name%%.*}" ]
}

remove() {
  case $(status) in running*) complain 70 'still running' ;; esac
  rm -rf "$folder"
}

log() { # FOLDER OFFSET
  [ -f "$folder/log" ] || return 0
  tail -c "+$(($1 + 1))" "$folder/log" | head -c 1048576
}

jobs() {
  # What cannot be listed is not empty: a job that is not seen would be begun again beside itself.
  [ ! -e "$work/jobs" ] || { [ -d "$work/jobs" ] && [ -r "$work/jobs" ] && [ -x "$work/jobs" ]; } || complain 74 "$work/jobs"
  for folder in "$work"/jobs/*; do
    [ ! -d "$folder" ] || printf '%s\n' "${folder##*/}"
  done
}

# --- fencing: tokens/NAME holds the highest number seen, tokens/NAME.lock is held while one is passed ---------------

token() { # NAME NUMBER: sets seen to the highest number, which may be this one; the lock is held from here on
  mkdir -p "$work/tokens" || return 74
  command exec 8>>"$work/tokens/$1.lock" || return 74
  flock -w 120 8 || return 69
  seen=0
  [ ! -f "$work/tokens/$1" ] || read -r seen <"$work/tokens/$1"
  case $seen in '' | *[!0-9]*) return 74 ;; esac
  [ "$seen" -ge "$2" ] && return 0
  printf '%s\n' "$2" >"$work/tokens/$1.tmp" && sync "$work/tokens/$1.tmp" && mv "$work/tokens/$1.tmp" "$work/tokens/$1" || return 74
  seen=$2
}

fence() { # NAME NUMBER: nothing with a lower number begins from now on, and what has begun has ended
  token "$1" "$2"
  case $? in
    0) ;;
    74) unwritten "$work/tokens/$1" ;;
    *) complain $? "$1" ;;
  esac
  [ "$seen" -eq "$2" ] || complain 88 "$seen"
}

pass() { # NAME NUMBER: in a command's spec, before the command: false where a higher number was seen
  token "$1" "$2" || return
  [ "$seen" -eq "$2" ] || { echo "asv-umzug: fencing token $2, seen $seen" >&2; return 88; }
}

# --- the machine -----------------------------------------------------------------------------------

processes() {
  # Where others' processes are hidden (mount option hidepid), nothing could be proven by not seeing one.
  [ -r /proc/1/cmdline ] || complain 77 'hidden'
  head -v -c 131072 /proc/[0-9]*/cmdline 2>/dev/null
  [ $? -le 1 ] || complain 74 'not all were read' # 1: some have ended meanwhile
}

reaches() { # ADDRESS PORT: prints open or closed; fails where nothing can be said
  getent ahosts "$1" >/dev/null || complain 68 "$1"
  # shellcheck disable=SC2016
  message=$(LC_ALL=C timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>&1)
  code=$?
  case "$code:$message" in
    0:*) echo open ;;
    124:* | *refused* | *'timed out'* | *'No route'* | *unreachable*) echo closed ;;
    *) complain 69 "$message" ;;
  esac
}

find_program() { # NAME PATH [FOLDER ...]: every executable of that name, with the number of where it was looked for
  name=$1
  number=0
  IFS=:
  set -f
  folders=$2:$PATH # only what comes out of a variable is split
  for part in $folders; do
    [ -n "$part" ] && [ -f "$part/$name" ] && [ -x "$part/$name" ] && printf '0\t%s\n' "$part/$name"
  done
  set +f
  IFS=
  shift 2
  for pattern; do
    number=$((number + 1))
    for part in $pattern; do
      [ -f "$part/$name" ] && [ -x "$part/$name" ] && printf '%s\t%s\n' "$number" "$part/$name"
    done
  done
  true
}

# --- files -----------------------------------------------------------------------------------------

there() {
  [ -e "$1" ] || [ -L "$1" ]
}

# The last slash tells a name's end, which may be any other character.
entry='%y\t%s\t%T@\t%f/'

stat_file() {
  there "$1" || return 0
  find "$1" -maxdepth 0 -printf "$entry"
}

stat_behind() { # a link that leads nowhere is itself
  there "$1" || return 0
  find -H "$1" -maxdepth 0 -printf "$entry"
}

real_path() {
  if [ -L "$1" ]; then readlink -f -- "$1"; else printf '%s\n' "$1"; fi
}

list() {
  [ -d "$1" ] || complain 66 "$1"
  # a folder that is a link has its content behind it
  find -H "$1" -mindepth 1 -printf '%y\t%s\t%T@\t%P\0'
}

read_file() { # FILE OFFSET
  [ -f "$1" ] && [ -r "$1" ] || complain 66 "$1"
  if [ "$2" -eq 0 ]; then cat -- "$1"; else tail -c "+$(($2 + 1))" -- "$1"; fi
}

write_file() { # FILE OFFSET: says ok, then appends its input; the lock keeps out a writer whose connection was cut
  command exec 9>>"$1" || complain 66 "$1"
  flock -w 60 9 || complain 69 "$1"
  [ "$(stat -c %s -- "$1")" -ge "$2" ] || complain 72 "$1"
  truncate -s "$2" -- "$1" || unwritten "$1"
  echo ok
  cat >&9 || unwritten "$1"
}

receive_list() { # sets list: a file with what the input lists, each ending with NUL; a list that was cut is not acted upon
  list=$(mktemp "$work/list.XXXXXX") || unwritten "$work/list"
  trap 'rm -f "$list" "$list.$$"' EXIT
  receive "$list"
}

each() { # NUMBER VERB: the verb for each so many entries of the list
  xargs -0 -r -s 1000000 -x -n "$1" -a "$list" sh "$0" "$2"
}

read_parts() { # the input lists sizes and files
  receive_list
  each 200 parts_out
}

parts_out() { # SIZE FILE ...
  while [ $# -gt 1 ]; do
    [ "$(stat -c %s -- "$2")" -ge "$1" ] || complain 72 "$2"
    head -c "$1" -- "$2" || complain 74 "$2"
    shift 2
  done
}

write_parts() { # the input lists sizes and files as for read_parts; what follows it is their content
  receive_list
  each 200 parts_in || complain 74 'not all parts came'
}

parts_in() { # SIZE FILE ...
  while [ $# -gt 1 ]; do
    head -c "$1" >"$2" || unwritten "$2"
    [ "$(stat -c %s -- "$2")" -eq "$1" ] || exit 255 # cut: the next file is not touched
    shift 2
  done
}

write_text() { # FILE: behind a link, where there is one
  if [ -L "$1" ] && [ -e "$1" ]; then set -- "$(readlink -f -- "$1")"; fi
  receive "$1.tmp"
  if [ -e "$1" ]; then
    chmod --reference="$1" -- "$1.tmp"
    chown --reference="$1" -- "$1.tmp" 2>/dev/null
  fi
  sync "$1.tmp" && mv -T -- "$1.tmp" "$1" || unwritten "$1"
}

move() { # FROM TO
  there "$2" && complain 73 "$2"
  there "$1" || complain 66 "$1"
  [ "${1%/*}" = "${2%/*}" ] || [ "$(stat -c %d -- "$1")" = "$(stat -c %d -- "$(dirname "$2")")" ] || complain 74 "$2"
  mv -T -- "$1" "$2"
}

move_again() { # FROM TO ...: as move, but one that was done before is done
  while [ $# -gt 1 ]; do
    if there "$1" || ! there "$2"; then move "$1" "$2"; fi || exit
    shift 2
  done
}

many() { # VERB NUMBER: the verb for each so many of the paths that the input lists
  receive_list
  each "$2" "$1"
}

copy() { # FROM TO
  there "$2" && complain 73 "$2"
  cp -p -P -T -- "$1" "$2"
}

copy_sum() { # FROM TO: reads once for copy and checksum
  there "$2" && complain 73 "$2"
  [ -f "$1" ] || complain 66 "$1"
  tee -- "$2" <"$1" | sum || complain 74 "$2"
  # tee's own exit code is lost in the pipe
  [ "$(stat -c %s -- "$1")" = "$(stat -c %s -- "$2")" ] || unwritten "$2"
  chmod --reference="$1" -- "$2" && touch -r "$1" -- "$2"
}

sum() { # coreutils' program is three times as slow
  if command -v openssl >/dev/null 2>&1; then openssl dgst -sha256 -r; else sha256sum; fi
}

sha256() { # FILE ...
  for file; do
    [ -f "$file" ] || complain 66 "$file"
  done
  if [ $# -gt 1 ] && command -v openssl >/dev/null 2>&1; then
    openssl dgst -sha256 -r "$@" || complain 74 "$*" # absolute paths, so none looks like an option
  else
    for file; do
      sum <"$file" || complain 74 "$file"
    done
  fi
}

free() {
  path=$1
  until [ -e "$path" ]; do path=$(dirname "$path"); done
  stat -f -c '%a %S' -- "$path"
}

# -----------------------------------------------------------------------------------------------------

perform() { # VERB ...
  verb=$1
  shift
  case $verb in
    job | short) folder=$1; spec=$2; "$verb" ;;
    start | cancel | remove | pids) folder=$work/jobs/$1; "$verb" ;;
    status) folder=$work/jobs/$1; status "${2:-}" ;;
    log) folder=$work/jobs/$1; log "$2" ;;
    run) folder=$work/runs/$1; run ;;
    shut | fence) "$verb" "$@" ;;
    jobs | processes) "$verb" ;;
    reaches | find_program | stat_file | stat_behind | real_path | list | read_file | write_file | read_parts | parts_out | write_parts | parts_in | write_text | move | move_again | many | copy | copy_sum | sha256 | free) "$verb" "$@" ;;
    create) mkdir -p -- "$@" || unwritten "$1" ;;
    delete) rm -rf -- "$1" ;;
    clock) date +%s.%N ;;
    own)
      path=$1
      user=$2
      shift 2
      id -u -- "$user" >/dev/null 2>&1 || complain 67 "$user"
      # what follows is the way to more rights, such as sudo -n
      find "$path" ! -user "$user" -exec "$@" chown -h -- "$user" {} +
      ;;
    *) leave 64 ;;
  esac
}

counted() { # VERB ...: sets code and length: what it writes is counted on its way; nothing of ours stays open in what it leaves at work
  exec 3>&1
  end=$(
    {
      {
        { (perform "$@") 3>&- 4>&- 5>&-; echo "$?" >&5; } | tee /proc/self/fd/4 >&3 5>&-
      } 4>&1 | wc -c
    } 5>&1
  )
  exec 3>&-
  # shellcheck disable=SC2086
  set -- $end
  code=$1
  length=$2
}

weighed() { # FILE OFFSET: the same for much of it, which counting would bring to half the speed: so much there is, whether it came the other side sees
  [ -f "$1" ] && [ -r "$1" ] || return 1
  length=$(($(stat -L -c %s -- "$1") - $2))
  [ "$length" -gt 0 ] || return 1
  # head reads 8 KB at a time, which halves what a line carries.
  dd if="$1" bs=262144 iflag=skip_bytes,count_bytes skip="$2" count="$length" status=none
  code=$?
}

kept() { # VERB ...: the same for a few words, which the shell keeps and counts itself; none of them is NUL
  text=$(perform "$@"; code=$?; printf .; exit "$code")
  code=$?
  text=${text%.}
  LC_ALL=C # bytes, not characters
  length=${#text}
  printf '%s' "$text"
}

ran() { # ID: the same for a short command, which says itself how much it has written
  kept run "$1"
  [ "$code" -eq 0 ] || return 0
  # shellcheck disable=SC2086
  set -- "$1" $text
  folder=$work/runs/$1
  length=$((length + $3 + $4))
  outputs "$3" "$4" || code=74
}

answer() { # MARK VERB ...
  mark=$1
  shift
  printf '%s begin\n' "$mark" # what a start file of the shell has written is no part of the answer
  case $1 in
    run) ran "$2" ;;
    read_file) weighed "$2" "$3" || counted "$@" ;;
    # much, any byte at all, or words that are waited for before the end
    list | log | processes | read_parts | write_file) counted "$@" ;;
    *) kept "$@" ;;
  esac
  [ "$1:$code" != run:0 ] || trap '' TERM HUP # whoever has the answer may hang up before the cleaning
  printf '%s %03d %s\n' "$mark" "$code" "$length"
  if [ "$1:$code" = run:0 ]; then
    exec >&- # the answer is complete
    read -r received && rm -rf "$work/runs/$2"
  fi
  leave "$code"
}

case $1 in
  answer)
    shift
    answer "$@"
    ;;
  *) perform "$@" ;;
esac
