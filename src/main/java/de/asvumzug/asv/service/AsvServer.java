package de.asvumzug.asv.service;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.files.LogSettings;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Starts an ASV server, only after the other one has been seen stopped (rule I1). */
@Component
public class AsvServer {
  private static final int TAIL_BYTES = 64 * 1024;
  private static final int SHOWN_LINES = 12;

  private final AsvServices services;
  private final LayoutSettings layout;
  private final ServiceSettings settings;
  private final LogSettings logSettings;
  private final Sleeper pause;

  @Autowired
  public AsvServer(
      AsvServices services,
      LayoutSettings layout,
      ServiceSettings settings,
      LogSettings logSettings) {
    this(services, layout, settings, logSettings, Sleeper.REAL);
  }

  AsvServer(
      AsvServices services,
      LayoutSettings layout,
      ServiceSettings settings,
      LogSettings logSettings,
      Sleeper pause) {
    this.services = services;
    this.layout = layout;
    this.settings = settings;
    this.logSettings = logSettings;
    this.pause = pause;
  }

  /**
   * Has it proven that the other server is stopped, starts this one unless it is up, and waits
   * until its client port answers and its log names the driver of its variant.
   *
   * @throws OperationFailed (permanent) if the other server is not proven stopped, if this one ends
   *     again, comes up with another database than planned or does not come up in time
   */
  public ServerStart start(Endpoint endpoint, StopProof otherIsStopped, ProgressListener progress)
      throws IOException, InterruptedException {
    List<String> proof = otherIsStopped.obtain();
    UnitState before = services.server(endpoint);
    if (!before.known()) {
      requireStartedByHand(endpoint);
    }
    if (before.stopping()) {
      before = awaitStopped(endpoint);
    }
    boolean running = before.active() || !before.known();
    long offset = running ? 0 : logSize(endpoint);
    if (!running) {
      services.startServer(endpoint);
    }
    String log = awaitUp(endpoint, before.known(), running, offset, progress);
    Optional<Matcher> driver = last(logSettings.driverPattern(), log);
    if (driver.isPresent()) {
      requireDriver(endpoint, driver.get().group(1), driver.get().group(2));
    }
    String version = last(logSettings.readyPattern(), log).map(m -> m.group(1)).orElse(null);
    requireVersion(endpoint, version);
    return new ServerStart(
        endpoint.host().name(),
        running,
        driver.map(m -> m.group(1)).orElse(null),
        driver.map(m -> m.group(2)).orElse(null),
        version,
        proof);
  }

  private void requireStartedByHand(Endpoint endpoint) throws IOException {
    if (!answers(endpoint)) {
      throw OperationFailed.permanent(
          "Auf %s gibt es den Dienst %s nicht."
              .formatted(endpoint.host().name(), settings.on(endpoint).server()),
          """
          Bitte den ASV-Server von Hand starten (%s) oder den Dienst einrichten, dann den \
          Schritt wiederholen."""
              .formatted(layout.path(endpoint, layout.on(endpoint).startFile())));
    }
  }

  /**
   * A stop that is under way, such as a compaction, is let finish: starting into it would be lost.
   */
  private UnitState awaitStopped(Endpoint endpoint) throws IOException, InterruptedException {
    UnitState state = services.server(endpoint);
    while (state.stopping()) {
      pause.during(settings.on(endpoint).poll());
      state = services.server(endpoint);
    }
    return state;
  }

  /**
   * Returns the log since the start, once it names the driver and the client port answers. A server
   * that was up before may have written that line long ago: there the port is enough.
   */
  private String awaitUp(
      Endpoint endpoint, boolean service, boolean running, long offset, ProgressListener progress)
      throws IOException, InterruptedException {
    Instant begun = endpoint.host().clock();
    while (true) {
      boolean active = !service || services.server(endpoint).active();
      String log = logSince(endpoint, offset);
      if (!active) {
        throw ended(endpoint, log);
      }
      if ((running || last(logSettings.driverPattern(), log).isPresent()) && answers(endpoint)) {
        return log;
      }
      Duration waited = Duration.between(begun, endpoint.host().clock());
      if (waited.compareTo(settings.on(endpoint).startTimeout()) > 0) {
        throw notUpInTime(endpoint, log);
      }
      progress.at(
          new Progress(
              waited.toSeconds(),
              0,
              "Sekunden",
              "Wartet auf den ASV-Server auf " + endpoint.host().name()));
      pause.during(settings.on(endpoint).poll());
    }
  }

  private OperationFailed ended(Endpoint endpoint, String log) {
    Optional<Matcher> failedCheck = last(logSettings.consistencyPattern(), log);
    if (failedCheck.isPresent()) {
      return OperationFailed.permanent(
          """
          Der ASV-Server auf %s ist nicht gestartet: Die Konsistenzprüfung beanstandet die \
          ausgelieferte Datei „%s“."""
              .formatted(endpoint.host().name(), failedCheck.get().group(1).strip()),
          """
          Bitte sie aus dem Installationspaket wiederherstellen; eigene Einstellungen gehören \
          in die lokalen Dateien.""");
    }
    return OperationFailed.permanent(
        "Der ASV-Server auf %s ist nach dem Start wieder ausgegangen. Letzte Zeilen aus %s: %s"
            .formatted(
                endpoint.host().name(),
                layout.path(endpoint, layout.on(endpoint).log()),
                tail(log)));
  }

  private OperationFailed notUpInTime(Endpoint endpoint, String log) {
    return OperationFailed.permanent(
        """
        Der ASV-Server auf %s antwortet nach %s Minuten nicht auf Port %s oder nennt seine \
        Datenbank nicht. Letzte Zeilen aus %s: %s"""
            .formatted(
                endpoint.host().name(),
                settings.on(endpoint).startTimeout().toMinutes(),
                endpoint.installation().clientPort(),
                layout.path(endpoint, layout.on(endpoint).log()),
                tail(log)));
  }

  private void requireDriver(Endpoint endpoint, String driver, String address) {
    String expected = logSettings.driver(endpoint.installation().variant());
    if (!expected.equals(driver)) {
      throw OperationFailed.permanent(
          """
          Der ASV-Server auf %s läuft mit einer anderen Datenbank als geplant: %s (%s), \
          erwartet wird %s (%s)."""
              .formatted(
                  endpoint.host().name(),
                  driver,
                  address,
                  expected,
                  endpoint.installation().variant().label()),
          "Bitte den Server stoppen und seine lokale Konfiguration prüfen.");
    }
  }

  private void requireVersion(Endpoint endpoint, String version) {
    String expected = endpoint.installation().version().toString();
    if (version != null && !version.equals(expected)) {
      throw OperationFailed.permanent(
          "Der ASV-Server auf %s meldet Version %s, geplant ist %s."
              .formatted(endpoint.host().name(), version, expected),
          "Bitte prüfen, was installiert ist.");
    }
  }

  private boolean answers(Endpoint endpoint) throws IOException {
    int port = endpoint.installation().clientPort();
    return endpoint.host().reaches("localhost", port)
        || endpoint.host().reaches(endpoint.installation().address(), port);
  }

  private long logSize(Endpoint endpoint) throws IOException {
    return endpoint
        .host()
        .files()
        .statBehind(layout.path(endpoint, layout.on(endpoint).log()))
        .map(FileStat::size)
        .orElse(0L);
  }

  /** The last 64 KiB of what was written since the offset; all of it if the log was begun anew. */
  private String logSince(Endpoint endpoint, long offset) throws IOException {
    long size = logSize(endpoint);
    if (size == 0) {
      return "";
    }
    long from = Math.max(size < offset ? 0 : offset, size - TAIL_BYTES);
    try (InputStream in =
        endpoint.host().files().read(layout.path(endpoint, layout.on(endpoint).log()), from)) {
      return new String(in.readNBytes(TAIL_BYTES), StandardCharsets.UTF_8);
    }
  }

  private static Optional<Matcher> last(Pattern pattern, String log) {
    Matcher matcher = pattern.matcher(log);
    Matcher found = null;
    while (matcher.find()) {
      found = pattern.matcher(log);
      found.find(matcher.start());
    }
    return Optional.ofNullable(found);
  }

  private static String tail(String log) {
    List<String> lines = log.strip().lines().toList();
    return lines.isEmpty()
        ? "keine"
        : String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }
}
