package de.asvumzug.asv.service;

import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Services under systemd, by {@code systemctl}. */
public final class SystemdServices implements ServiceControl {
  private static final Set<String> ENDED = Set.of("inactive", "failed", "unknown");
  private static final Set<String> NOT_STARTED_BY_ITSELF =
      Set.of("disabled", "masked", "masked-runtime", "not-found");
  private static final int NOT_FOUND = 4;

  private final Host host;
  private final ServiceSettings settings;

  public SystemdServices(Host host, ServiceSettings settings) {
    this.host = host;
    this.settings = settings;
  }

  @Override
  public UnitState state(String unit) throws IOException, InterruptedException {
    CommandResult enabled = host.run(Command.of(program(), "is-enabled", unit));
    CommandResult active = host.run(Command.of(program(), "is-active", unit));
    String startup = word(enabled);
    String state = word(active);
    boolean known = enabled.exitCode() != NOT_FOUND && !unknownUnit(enabled);
    if (state.isEmpty() || known && startup.isEmpty()) {
      throw OperationFailed.temporary(
          "Auf %s gibt %s keine Auskunft über den Dienst %s: %s"
              .formatted(
                  host.name(),
                  settings.control(),
                  unit,
                  (active.errors() + enabled.errors()).strip()));
    }
    return new UnitState(
        unit,
        known,
        !ENDED.contains(state),
        known && !NOT_STARTED_BY_ITSELF.contains(startup),
        state + ", " + (known ? startup : "nicht eingerichtet"));
  }

  /** Older service managers tell an unknown unit by their error text only. */
  private static boolean unknownUnit(CommandResult enabled) {
    return word(enabled).equals("not-found")
        || enabled.errors().contains("No such file or directory")
        || enabled.errors().contains("does not exist");
  }

  @Override
  public Command stop(String unit) throws IOException {
    return Command.of(program(), "stop", unit);
  }

  @Override
  public void start(String unit) throws IOException, InterruptedException {
    control("start", unit);
  }

  @Override
  public void enable(String unit) throws IOException, InterruptedException {
    control("enable", unit);
  }

  /** What is disabled here may be started by hand. */
  @Override
  public void leaveByHand(String unit) throws IOException, InterruptedException {
    disable(unit);
  }

  @Override
  public void disable(String unit) throws IOException, InterruptedException {
    control("disable", unit);
  }

  @Override
  public void restart(String unit) throws IOException, InterruptedException {
    control("restart", unit);
  }

  @Override
  public OptionalLong process(String unit) throws IOException, InterruptedException {
    String pid = property(unit, "MainPID");
    return pid.matches("[1-9]\\d{0,9}")
        ? OptionalLong.of(Long.parseLong(pid))
        : OptionalLong.empty();
  }

  @Override
  public String user(String unit) throws IOException, InterruptedException {
    return property(unit, "User");
  }

  /**
   * systemd ends a unit by force after 90 s unless told otherwise. The setting lives until the next
   * start of the machine.
   */
  @Override
  public void allowLongStop(String unit, Duration time) throws IOException, InterruptedException {
    String given = property(unit, "TimeoutStopUSec");
    Duration limit = SystemdTime.parse(given);
    if (limit == null || limit.compareTo(time) >= 0) {
      return;
    }
    String folder = settings.dropInFolder() + "/" + unit + ".service.d";
    try {
      host.files().createFolders(folder);
      host.files()
          .writeText(
              folder + "/asv-umzug.conf", "[Service]\nTimeoutStopSec=" + time.toSeconds() + "\n");
    } catch (IOException e) {
      // Only root may write there; its list of permitted programs does not help.
      throw tooShort(unit, given, time, e.getMessage());
    }
    CommandResult reload = host.run(Command.of(program(), "daemon-reload"));
    if (!reload.succeeded()) {
      throw tooShort(unit, given, time, reload.errors().strip());
    }
  }

  private OperationFailed tooShort(String unit, String given, Duration wanted, String why) {
    return OperationFailed.permanent(
        """
        Auf %s würde der Dienst %s nach %s gewaltsam beendet, und das ließ sich nicht ändern: \
        %s."""
            .formatted(host.name(), unit, given, why),
        """
        Bitte TimeoutStopSec des Dienstes auf mindestens %s Minuten erhöhen (systemctl edit \
        %s) und den Schritt wiederholen."""
            .formatted(wanted.toMinutes(), unit));
  }

  private String property(String unit, String name) throws IOException, InterruptedException {
    CommandResult result = host.run(Command.of(program(), "show", "-p", name, "--value", unit));
    return result.succeeded() ? result.output().strip() : "";
  }

  private void control(String verb, String unit) throws IOException, InterruptedException {
    CommandResult result = host.run(Command.of(program(), verb, unit));
    if (!result.succeeded()) {
      throw OperationFailed.permanent(
          "%s %s %s auf %s ist fehlgeschlagen (Code %s): %s"
              .formatted(
                  settings.control(),
                  verb,
                  unit,
                  host.name(),
                  result.exitCode(),
                  (result.errors() + result.output()).strip()));
    }
  }

  /** By its path: a machine may have a program folder of its own before the system's. */
  private String program() throws IOException {
    return host.findProgram(settings.control(), List.of())
        .orElseThrow(
            () ->
                OperationFailed.permanent(
                    "Auf %s fehlt das Programm %s, mit dem Dienste gesteuert werden."
                        .formatted(host.name(), settings.control()),
                    "Bitte asv.services.control oder asv.machines.%s.path richtigstellen."
                        .formatted(host.name())));
  }

  private static String word(CommandResult result) {
    return result.output().strip();
  }
}
