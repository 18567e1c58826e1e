package de.asvumzug.backup.tenant;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a local time means on a machine, by that machine's own rules for that date: an offset of
 * today is an hour wrong across the change of the clocks. The machine is asked for its offset at
 * given moments, so it does not matter how its zone is set or called.
 */
final class MachineTime {
  /** Further than any offset is from another one, so that both sides of a change are seen. */
  private static final long ASIDE = 26 * 3600L;

  private final Host host;

  MachineTime(Host host) {
    this.host = host;
  }

  /**
   * The moments at which the machine's clocks showed that time, earliest first: one, two in the
   * hour that comes twice in autumn, none in the hour that is left out in spring.
   */
  List<Instant> moments(LocalDateTime shown) throws IOException, InterruptedException {
    long asUtc = shown.toEpochSecond(ZoneOffset.UTC);
    Set<ZoneOffset> around = new LinkedHashSet<>(List.of(offset(asUtc - ASIDE)));
    around.add(offset(asUtc + ASIDE));
    if (around.size() == 1) {
      return List.of(shown.toInstant(around.iterator().next()));
    }
    Set<Instant> moments = new TreeSet<>();
    for (ZoneOffset candidate : around) {
      Instant moment = shown.toInstant(candidate);
      if (offset(moment.getEpochSecond()).equals(candidate)) {
        moments.add(moment);
      }
    }
    return List.copyOf(moments);
  }

  private ZoneOffset offset(long second) throws IOException, InterruptedException {
    boolean windows = host.system() == Host.OperatingSystem.WINDOWS;
    CommandResult result = host.run(windows ? onWindows(second) : onLinux(second));
    String answer = result.output().strip();
    try {
      return windows
          ? ZoneOffset.ofTotalSeconds(Math.multiplyExact(Integer.parseInt(answer), 60))
          : ZoneOffset.of(answer);
    } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
      throw OperationFailed.temporary(
          """
          Die Zeitzone von %s ließ sich nicht feststellen: Erwartet wurde der Abstand zur \
          Weltzeit, gekommen ist „%s“."""
              .formatted(host.name(), answer),
          "Bitte die Zeitzone der Maschine prüfen und den Schritt wiederholen.",
          e);
    }
  }

  private static Command onLinux(long second) {
    return Command.of("date", "-d", "@" + second, "+%z");
  }

  private static Command onWindows(long second) {
    return Command.of(
        "powershell.exe",
        "-NoProfile",
        "-NonInteractive",
        "-Command",
        "[int] [TimeZoneInfo]::Local.GetUtcOffset([DateTimeOffset]::FromUnixTimeSeconds("
            + second
            + ")).TotalMinutes");
  }
}
