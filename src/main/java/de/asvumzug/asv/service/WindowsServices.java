package de.asvumzug.asv.service;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Services under Windows, by {@code sc.exe}. Its answers carry German labels on a German Windows;
 * the numbers and the words beside them are the same in every language, so only these are read.
 */
public final class WindowsServices implements ServiceControl {
  private static final String PROGRAM = "sc.exe";
  private static final int UNKNOWN_SERVICE = 1060;
  private static final int NOT_STARTED = 1062;
  private static final int RUNS_ALREADY = 1056;

  /** Without it the answer has 1 KB of room, which a long path of a program exceeds. */
  private static final String QUERY_BYTES = "8192";

  private static final Duration STOP = Duration.ofMinutes(5);
  private static final Duration POLL = Duration.ofSeconds(1);

  private static final Pattern STATE =
      Pattern.compile(
          ":\\s*([1-7])\\s+(STOPPED|START_PENDING|STOP_PENDING|RUNNING|CONTINUE_PENDING|PAUSE_PENDING|PAUSED)\\b");
  private static final Pattern START_TYPE =
      Pattern.compile(
          ":\\s*([0-4])\\s+(BOOT_START|SYSTEM_START|AUTO_START|DEMAND_START|DISABLED)\\b");
  private static final Pattern PID = Pattern.compile("\\bPID\\s*:\\s*(\\d+)");

  private final Host host;
  private final Sleeper pause;

  public WindowsServices(Host host) {
    this(host, Sleeper.REAL);
  }

  WindowsServices(Host host, Sleeper pause) {
    this.host = host;
    this.pause = pause;
  }

  /** What the service control manager says of a service. */
  public enum State {
    /** There is no such service. */
    UNKNOWN,
    STOPPED,
    /** Runs, starts, stops or pauses. */
    UP,
    STOPPING
  }

  /** How a service is started. */
  public enum StartType {
    /** There is no such service. */
    UNKNOWN,
    DISABLED,
    /** Only by somebody who asks for it. */
    DEMAND,
    BY_ITSELF
  }

  /**
   * @throws IOException if the answer cannot be understood
   */
  public State look(String service) throws IOException, InterruptedException {
    CommandResult result = host.run(Command.of(PROGRAM, "queryex", service));
    if (result.exitCode() == UNKNOWN_SERVICE) {
      return State.UNKNOWN;
    }
    return switch (word(STATE, result)) {
      case "STOPPED" -> State.STOPPED;
      case "STOP_PENDING" -> State.STOPPING;
      default -> State.UP;
    };
  }

  /**
   * @throws IOException if the answer cannot be understood
   */
  public StartType startType(String service) throws IOException, InterruptedException {
    CommandResult result = host.run(Command.of(PROGRAM, "qc", service, QUERY_BYTES));
    if (result.exitCode() == UNKNOWN_SERVICE) {
      return StartType.UNKNOWN;
    }
    return switch (word(START_TYPE, result)) {
      case "DISABLED" -> StartType.DISABLED;
      case "DEMAND_START" -> StartType.DEMAND;
      default -> StartType.BY_ITSELF;
    };
  }

  private String word(Pattern pattern, CommandResult result) throws IOException {
    Matcher matcher = pattern.matcher(result.output());
    if (!result.succeeded() || !matcher.find()) {
      throw new IOException(
          "%s auf %s gibt keine deutbare Auskunft (Code %s): %s"
              .formatted(
                  PROGRAM,
                  host.name(),
                  result.exitCode(),
                  (result.errors() + result.output()).strip()));
    }
    return matcher.group(2);
  }

  @Override
  public UnitState state(String unit) throws IOException, InterruptedException {
    try {
      State state = look(unit);
      StartType start = startType(unit);
      boolean known = state != State.UNKNOWN && start != StartType.UNKNOWN;
      return new UnitState(
          unit,
          known,
          state == State.UP || state == State.STOPPING,
          start == StartType.BY_ITSELF,
          (state == State.STOPPING ? "deactivating" : german(state)) + ", " + german(start));
    } catch (IOException e) {
      throw OperationFailed.temporary(e.getMessage(), e);
    }
  }

  private static String german(State state) {
    return switch (state) {
      case UNKNOWN -> "unbekannt";
      case STOPPED -> "beendet";
      case UP -> "läuft";
      case STOPPING -> "endet";
    };
  }

  private static String german(StartType type) {
    return switch (type) {
      case UNKNOWN -> "nicht eingerichtet";
      case DISABLED -> "deaktiviert";
      case DEMAND -> UnitState.BY_HAND;
      case BY_ITSELF -> "automatisch";
    };
  }

  @Override
  public Command stop(String unit) {
    return Command.of(PROGRAM, "stop", unit);
  }

  /** Windows starts no disabled service: what is started by hand here is on demand from then on. */
  @Override
  public void start(String unit) throws IOException, InterruptedException {
    if (startType(unit) == StartType.DISABLED) {
      control(0, "config", unit, "start=", "demand");
    }
    control(RUNS_ALREADY, "start", unit);
  }

  /** As the installer sets a service up. */
  @Override
  public void enable(String unit) throws IOException, InterruptedException {
    control(0, "config", unit, "start=", "auto");
  }

  @Override
  public void leaveByHand(String unit) throws IOException, InterruptedException {
    control(0, "config", unit, "start=", "demand");
  }

  /** Not only on demand: then nobody starts it by a click either. */
  @Override
  public void disable(String unit) throws IOException, InterruptedException {
    control(0, "config", unit, "start=", "disabled");
  }

  @Override
  public void restart(String unit) throws IOException, InterruptedException {
    control(NOT_STARTED, "stop", unit);
    for (Duration waited = Duration.ZERO; look(unit) != State.STOPPED; waited = waited.plus(POLL)) {
      if (waited.compareTo(STOP) > 0) {
        throw OperationFailed.permanent(
            "Der Dienst %s auf %s endet nicht.".formatted(unit, host.name()),
            "Bitte am Server nachsehen und den Schritt wiederholen.");
      }
      pause.during(POLL);
    }
    start(unit);
  }

  @Override
  public OptionalLong process(String unit) throws IOException, InterruptedException {
    Matcher matcher = PID.matcher(host.run(Command.of(PROGRAM, "queryex", unit)).output());
    return matcher.find() && !matcher.group(1).equals("0")
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  /** Rights are inherited from the folder there, whoever writes. */
  @Override
  public String user(String unit) {
    return "";
  }

  /** Windows waits for a service as long as it says that it is stopping. */
  @Override
  public void allowLongStop(String unit, Duration time) {}

  private void control(int alsoFine, String... arguments) throws IOException, InterruptedException {
    CommandResult result = host.run(command(arguments));
    if (!result.succeeded() && result.exitCode() != alsoFine) {
      throw OperationFailed.permanent(
          """
          %s %s auf %s ist fehlgeschlagen (Code %s): %s. \
          Die Anmeldung braucht die Rechte eines Administrators."""
              .formatted(
                  PROGRAM,
                  String.join(" ", arguments),
                  host.name(),
                  result.exitCode(),
                  (result.errors() + result.output()).strip()));
    }
  }

  private static Command command(String... arguments) {
    List<String> line = new ArrayList<>(List.of(PROGRAM));
    line.addAll(List.of(arguments));
    return Command.of(line);
  }
}
