package de.asvumzug.lab;

import de.asvumzug.lab.asv.CloneProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The shell scripts of a lab machine; plain sh. */
final class Scripts {
  private static final String JVM =
      "-Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx128m -Dfile.encoding=UTF-8";

  private Scripts() {}

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    if (!file.toFile().setExecutable(true, false)) {
      throw new IOException("cannot make executable: " + file);
    }
  }

  /** The bundled Java: starts the one that the lab runs on. */
  static String java(Path javaHome) {
    return """
        #!/bin/sh
        exec '%s/bin/java' "$@"
        """
        .formatted(javaHome);
  }

  /** Starts a program of an installation; {@code up} leads from the script to the installation. */
  static String program(String up, String role, String mainClass) {
    return """
        #!/bin/sh
        H=$(cd "$(dirname "$0")/%s" && pwd -P)
        exec sh "$H/jre/bin/java" %s "-Dasv.home=$H" -Dasv.role=%s -cp "$H/plugins/*" %s "$@"
        """
        .formatted(up, JVM, role, mainClass);
  }

  /** install.sh and update.sh: run the program that lies in the unpacked zip. */
  static String setup(String mainClass, String more) {
    return """
        #!/bin/sh
        P=$(cd "$(dirname "$0")" && pwd -P)
        exec sh "$P/program/jre/bin/java" %s -cp "$P/program/plugins/*" %s --package "$P" %s "$@"
        """
        .formatted(JVM, mainClass, more);
  }

  /** The ministry's clone tool, beside the packages of a machine with a School server. */
  static String cloneTool() {
    return """
        #!/bin/sh
        # Schreibt eine H2-Datenbank in eine leere PostgreSQL-Datenbank:
        # --von DATEI --nach JDBC-ADRESSE --benutzer NAME --passwort-datei DATEI
        H=$(cd "$(dirname "$0")/../opt/asv" && pwd -P) || exit 1
        exec sh "$H/jre/bin/java" %s -cp "$H/plugins/*" %s "$@"
        """
        .formatted(JVM, CloneProgram.class.getName());
  }

  /** What the product uses of systemctl, with its exit codes and output; state in files. */
  static String systemctl() {
    return """
        #!/bin/sh
        # systemctl of a lab machine: units in etc/units, state in run.
        M=$(cd "$(dirname "$0")/.." && pwd -P)
        RUN="$M/run"
        mkdir -p "$RUN/enabled"
        export ASV_LAB_SWITCHES="$M/etc/switches"
        export PATH="$M/bin:$PATH"

        command= unit= properties= value=no quiet=no
        while [ $# -gt 0 ]; do
          case "$1" in
            -p|--property) properties="$properties,$2"; shift ;;
            --property=*) properties="$properties,${1#*=}" ;;
            --value) value=yes ;;
            -q|--quiet) quiet=yes ;;
            -*) ;;
            *) if [ -z "$command" ]; then command=$1; else unit=${1%.service}; fi ;;
          esac
          shift
        done

        say() { [ $quiet = yes ] || echo "$1"; }
        known() { [ -n "$unit" ] && [ -f "$M/etc/units/$unit.service" ]; }
        pid() { cat "$RUN/$unit.pid" 2>/dev/null; }
        # A dead process that nobody has collected yet has no command line.
        runs() {
          [ -n "$1" ] && tr '\\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -qF "$M/"
        }
        alive() { runs "$(pid)"; }
        need() {
          known && return
          echo "Unit $unit.service not found." >&2
          exit 5
        }
        start() {
          alive && return
          line=$(sed -n 's/^ExecStart=//p' "$M/etc/units/$unit.service")
          rm -f "$RUN/$unit.pid"
          # Not the unit's own User=: whoever may write units must not choose root.
          as=
          if [ "$(id -u)" = 0 ] && [ -s "$M/etc/run-as" ]; then
            U=$(cat "$M/etc/run-as")
            as="setpriv --reuid=$U --regid=$U --init-groups"
          fi
          # shellcheck disable=SC2086
          setsid sh -c 'echo $$ >"$1.new"; mv "$1.new" "$1"; shift; exec "$@"' \\
            sh "$RUN/$unit.pid" $as sh "$line" </dev/null >>"$RUN/$unit.log" 2>&1 9>&- &
          until [ -s "$RUN/$unit.pid" ]; do sleep 0.02; done
        }
        stop() {
          OLD=$(pid)
          runs "$OLD" || return 0
          kill -TERM "$OLD" 2>/dev/null
          # Somebody else may start the unit again meanwhile: this waits for its own process only.
          while runs "$OLD"; do sleep 0.1; done
        }
        state() { if alive; then echo active; else echo inactive; fi; }
        startup() {
          if ! known; then echo not-found
          elif [ -e "$RUN/enabled/$unit" ]; then echo enabled
          else echo disabled; fi
        }
        property() {
          case "$1" in
            MainPID) if alive; then pid; else echo 0; fi ;;
            ActiveState) state ;;
            SubState) if alive; then echo running; else echo dead; fi ;;
            UnitFileState) known && startup ;;
            User) known && sed -n 's/^User=//p' "$M/etc/units/$unit.service" ;;
            LoadState) if known; then echo loaded; else echo not-found; fi ;;
          esac
        }

        case "$command" in
          start)   need; exec 9>"$RUN/$unit.lock"; flock 9; start ;;
          stop)    need; stop ;;
          restart) need; stop; exec 9>"$RUN/$unit.lock"; flock 9; start ;;
          enable)  need; : >"$RUN/enabled/$unit" ;;
          disable) need; rm -f "$RUN/enabled/$unit" ;;
          is-active) say "$(state)"; alive || exit 3 ;;
          is-enabled)
            S=$(startup); say "$S"
            case $S in enabled) ;; disabled) exit 1 ;; *) exit 4 ;; esac ;;
          show)
            for P in $(echo "$properties" | tr ',' ' '); do
              if [ $value = yes ]; then property "$P"; else echo "$P=$(property "$P")"; fi
            done ;;
          daemon-reload) ;;
          *) echo "Unknown command verb $command." >&2; exit 1 ;;
        esac
        """;
  }
}
