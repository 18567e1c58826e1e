package de.asvumzug.asv.service;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.files.LocalConfiguration;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The two services of an ASV server, through the machine's service manager. */
@Component
public class AsvServices {
  private static final String ROOT = "root";

  private final ServiceSettings settings;
  private final LayoutSettings layout;
  private final LocalFiles localFiles;
  private final Sleeper pause;

  @Autowired
  public AsvServices(ServiceSettings settings, LayoutSettings layout, LocalFiles localFiles) {
    this(settings, layout, localFiles, Sleeper.REAL);
  }

  public AsvServices(
      ServiceSettings settings, LayoutSettings layout, LocalFiles localFiles, Sleeper pause) {
    this.settings = settings;
    this.layout = layout;
    this.localFiles = localFiles;
    this.pause = pause;
  }

  public UnitState server(Endpoint endpoint) throws IOException, InterruptedException {
    return state(endpoint, settings.on(endpoint).server());
  }

  public UnitState updateService(Endpoint endpoint) throws IOException, InterruptedException {
    return state(endpoint, settings.on(endpoint).updateService());
  }

  /** How both services are now, with the update service's mode. */
  public SourceServices note(Endpoint endpoint) throws IOException, InterruptedException {
    return new SourceServices(
        endpoint.host().name(),
        server(endpoint),
        updateService(endpoint),
        mode(endpoint),
        endpoint.host().clock());
  }

  /**
   * Disables both services, then stops them: the update service first, which could start the server
   * again. Services that are not set up are left alone; whether anything runs outside of them is
   * for the guard to see. The stop runs as a detached job, so that nothing cuts the rewriting of
   * the H2 database.
   *
   * @return the state of both afterwards: update service, server
   * @throws OperationFailed (permanent) if the time-out passes; nothing is ended by force
   */
  public List<UnitState> stopAndDisable(Endpoint endpoint, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    List<String> units =
        List.of(settings.on(endpoint).updateService(), settings.on(endpoint).server());
    for (String unit : units) {
      if (state(endpoint, unit).startable()) {
        manager(endpoint).disable(unit);
      }
    }
    List<UnitState> after = new ArrayList<>();
    for (String unit : units) {
      if (state(endpoint, unit).active()) {
        stop(endpoint, unit, jobs, progress);
      }
      after.add(state(endpoint, unit));
    }
    requireDisabled(endpoint, after);
    return after;
  }

  /**
   * Only {@link AsvServer} starts it, after a proof; returns when the unit is taken on. What steps
   * have written on the new machine as another user (a restored database, the files of an update)
   * belongs before to the user that the unit names, whatever the settings say (trap 18; user
   * documented: linux/asv-server). A unit without a user runs as root, which may read everything.
   */
  public void startServer(Endpoint endpoint) throws IOException, InterruptedException {
    String user = userOf(endpoint, settings.on(endpoint).server());
    if (endpoint.side() == Side.TARGET && !user.isEmpty() && !user.equals(ROOT)) {
      localFiles.giveTo(endpoint, endpoint.directory(), user);
    }
    manager(endpoint).start(settings.on(endpoint).server());
  }

  public void enableServer(Endpoint endpoint) throws IOException, InterruptedException {
    enable(endpoint, settings.on(endpoint).server());
  }

  /**
   * Starts the update service and waits until it is active.
   *
   * @throws OperationFailed (permanent) if it is not set up or does not stay up
   */
  public void startUpdateService(Endpoint endpoint) throws IOException, InterruptedException {
    if (!updateService(endpoint).active()) {
      manager(endpoint).start(settings.on(endpoint).updateService());
    }
    UnitState state = updateService(endpoint);
    if (!state.active()) {
      throw OperationFailed.permanent(
          "Der Dienst %s auf %s ist nach dem Start gleich wieder ausgegangen (%s)."
              .formatted(
                  settings.on(endpoint).updateService(), endpoint.host().name(), state.seen()),
          "Bitte sein Protokoll ansehen.");
    }
  }

  /** Lets a running update service read its settings again; one that is down stays down. */
  public void restartUpdateServiceIfUp(Endpoint endpoint) throws IOException, InterruptedException {
    if (updateService(endpoint).active()) {
      manager(endpoint).restart(settings.on(endpoint).updateService());
    }
  }

  public void enableUpdateService(Endpoint endpoint) throws IOException, InterruptedException {
    enable(endpoint, settings.on(endpoint).updateService());
  }

  /**
   * Gives both services the start-up type that they had, where that was changed.
   *
   * @param before as noted before the move touched them
   */
  public void restoreStartUp(Endpoint endpoint, SourceServices before)
      throws IOException, InterruptedException {
    restoreStartUp(endpoint, before.server());
    restoreStartUp(endpoint, before.updateService());
  }

  private void restoreStartUp(Endpoint endpoint, UnitState before)
      throws IOException, InterruptedException {
    if (before.enabled()) {
      enable(endpoint, before.unit());
    } else if (before.byHand() && !state(endpoint, before.unit()).byHand()) {
      manager(endpoint).leaveByHand(before.unit());
    }
  }

  /** The update service's mode: local setting, else the shipped one; null if not readable. */
  public String mode(Endpoint endpoint) throws IOException {
    return localFiles
        .read(endpoint, layout.on(endpoint).updateLocalConfiguration())
        .get(layout.on(endpoint).updateModeKey())
        .or(() -> shippedMode(endpoint))
        .orElse(null);
  }

  /** Sets the mode in the local file; null takes the local setting out. */
  public void setMode(Endpoint endpoint, String mode) throws IOException, InterruptedException {
    LocalConfiguration before =
        localFiles.read(endpoint, layout.on(endpoint).updateLocalConfiguration());
    LocalConfiguration after =
        mode == null
            ? before.without(layout.on(endpoint).updateModeKey())
            : before.with(layout.on(endpoint).updateModeKey(), mode);
    if (!after.text().equals(before.text())) {
      localFiles.write(endpoint, layout.on(endpoint).updateLocalConfiguration(), after);
    }
  }

  /** The user that a unit runs as; empty if not said. */
  public String userOf(Endpoint endpoint, String unit) throws IOException, InterruptedException {
    return manager(endpoint).user(unit);
  }

  private Optional<String> shippedMode(Endpoint endpoint) {
    try {
      return localFiles
          .read(endpoint, layout.on(endpoint).updateConfiguration())
          .get(layout.on(endpoint).updateModeKey());
    } catch (IOException e) {
      return Optional.empty(); // only a hint for later; the move goes on without it
    }
  }

  private void enable(Endpoint endpoint, String unit) throws IOException, InterruptedException {
    if (!state(endpoint, unit).enabled()) {
      manager(endpoint).enable(unit);
    }
  }

  private void stop(Endpoint endpoint, String unit, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    boolean server = unit.equals(settings.on(endpoint).server());
    if (server && endpoint.installation().variant().embedded()) {
      // Rewriting a School database may take longer than the manager waits.
      manager(endpoint).allowLongStop(unit, settings.on(endpoint).stopTimeout());
    }
    OptionalLong process = manager(endpoint).process(unit);
    Instant begun = endpoint.host().clock();
    JobResult result =
        jobs.run(
            endpoint.host(),
            server ? "stop-server" : "stop-update-service",
            manager(endpoint).stop(unit),
            () -> stillStopping(endpoint, unit, begun, progress));
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
          "Der Dienst %s auf %s ließ sich nicht stoppen (Code %s): %s"
              .formatted(
                  unit, endpoint.host().name(), result.exitCode(), result.logTail().strip()));
    }
    while (state(endpoint, unit).active() || runs(endpoint, process)) {
      stillStopping(endpoint, unit, begun, progress);
      pause.during(settings.on(endpoint).poll());
    }
  }

  private void stillStopping(
      Endpoint endpoint, String unit, Instant begun, ProgressListener progress) throws IOException {
    Duration waited = Duration.between(begun, endpoint.host().clock());
    if (waited.compareTo(settings.on(endpoint).stopTimeout()) > 0) {
      throw OperationFailed.permanent(
          """
          Der Dienst %s auf %s ist nach %s Minuten noch nicht beendet. \
          Er wird nicht gewaltsam beendet, weil das die Datenbank beschädigen kann."""
              .formatted(
                  unit, endpoint.host().name(), settings.on(endpoint).stopTimeout().toMinutes()),
          "Bitte am Server nachsehen, das Ende abwarten und den Schritt wiederholen.");
    }
    progress.at(
        new Progress(
            waited.toSeconds(),
            0,
            "Sekunden",
            "Wartet auf das Ende von " + unit + " auf " + endpoint.host().name()));
  }

  private void requireDisabled(Endpoint endpoint, List<UnitState> units) {
    for (UnitState unit : units) {
      if (unit.startable()) {
        throw OperationFailed.permanent(
            """
            Der Dienst %s auf %s ließ sich nicht abschalten (gesehen: %s). \
            %s Bitte von Hand abschalten (zum Beispiel maskieren, unter Windows Starttyp \
            „Deaktiviert“) und den Schritt wiederholen."""
                .formatted(
                    unit.unit(),
                    endpoint.host().name(),
                    unit.seen(),
                    unit.enabled()
                        ? "Er würde beim nächsten Start der Maschine von selbst anlaufen."
                        : "Er könnte mit einem Klick wieder anlaufen."));
      }
    }
  }

  private boolean runs(Endpoint endpoint, OptionalLong process) throws IOException {
    return process.isPresent()
        && endpoint.host().processes().stream().anyMatch(p -> p.pid() == process.getAsLong());
  }

  private UnitState state(Endpoint endpoint, String unit) throws IOException, InterruptedException {
    return manager(endpoint).state(unit);
  }

  private ServiceControl manager(Endpoint endpoint) {
    return ServiceControl.of(endpoint.host(), settings);
  }
}
