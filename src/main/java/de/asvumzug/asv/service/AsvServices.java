package de.asvumzug.asv.service;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.files.LocalConfiguration;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.host.JobResult;
import de.asvumzug.host.Jobs;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Progress;
import de.asvumzug.host.ProgressListener;
import de.asvumzug.host.Sleeper;
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

  public UnitState server(Endpoint site) throws IOException, InterruptedException {
    return state(site, settings.on(site).server());
  }

  public UnitState updateService(Endpoint site) throws IOException, InterruptedException {
    return state(site, settings.on(site).updateService());
  }

  /** How both services are now, with the update service's mode. */
  public SourceServices note(Endpoint site) throws IOException, InterruptedException {
    return new SourceServices(
        site.host().name(), server(site), updateService(site), mode(site), site.host().clock());
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
  public List<UnitState> stopAndDisable(Endpoint site, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    List<String> units = List.of(settings.on(site).updateService(), settings.on(site).server());
    for (String unit : units) {
      if (state(site, unit).startable()) {
        manager(site).disable(unit);
      }
    }
    List<UnitState> after = new ArrayList<>();
    for (String unit : units) {
      if (state(site, unit).active()) {
        stop(site, unit, jobs, progress);
      }
      after.add(state(site, unit));
    }
    requireDisabled(site, after);
    return after;
  }

  /**
   * Only {@link AsvServer} starts it, after a proof; returns when the unit is taken on. What steps
   * have written on the new machine as another user (a restored database, the files of an update)
   * belongs before to the user that the unit names, whatever the settings say (trap 18; user
   * documented: linux/asv-server). A unit without a user runs as root, which may read everything.
   */
  public void startServer(Endpoint site) throws IOException, InterruptedException {
    String user = userOf(site, settings.on(site).server());
    if (site.side() == Side.TARGET && !user.isEmpty() && !user.equals(ROOT)) {
      localFiles.giveTo(site, site.directory(), user);
    }
    manager(site).start(settings.on(site).server());
  }

  public void enableServer(Endpoint site) throws IOException, InterruptedException {
    enable(site, settings.on(site).server());
  }

  /**
   * Starts the update service and waits until it is active.
   *
   * @throws OperationFailed (permanent) if it is not set up or does not stay up
   */
  public void startUpdateService(Endpoint site) throws IOException, InterruptedException {
    if (!updateService(site).active()) {
      manager(site).start(settings.on(site).updateService());
    }
    UnitState state = updateService(site);
    if (!state.active()) {
      throw OperationFailed.permanent(
          "Der Dienst %s auf %s ist nach dem Start gleich wieder ausgegangen (%s)."
              .formatted(settings.on(site).updateService(), site.host().name(), state.seen()),
          "Bitte sein Protokoll ansehen.");
    }
  }

  /** Lets a running update service read its settings again; one that is down stays down. */
  public void restartUpdateServiceIfUp(Endpoint site) throws IOException, InterruptedException {
    if (updateService(site).active()) {
      manager(site).restart(settings.on(site).updateService());
    }
  }

  public void enableUpdateService(Endpoint site) throws IOException, InterruptedException {
    enable(site, settings.on(site).updateService());
  }

  /**
   * Gives both services the start-up type that they had, where that was changed.
   *
   * @param before as noted before the move touched them
   */
  public void restoreStartUp(Endpoint site, SourceServices before)
      throws IOException, InterruptedException {
    restoreStartUp(site, before.server());
    restoreStartUp(site, before.updateService());
  }

  private void restoreStartUp(Endpoint site, UnitState before)
      throws IOException, InterruptedException {
    if (before.enabled()) {
      enable(site, before.unit());
    } else if (before.byHand() && !state(site, before.unit()).byHand()) {
      manager(site).leaveByHand(before.unit());
    }
  }

  /** The update service's mode: local setting, else the shipped one; null if not readable. */
  public String mode(Endpoint site) throws IOException {
    return localFiles
        .read(site, layout.on(site).updateLocalConfiguration())
        .get(layout.on(site).updateModeKey())
        .or(() -> shippedMode(site))
        .orElse(null);
  }

  /** Sets the mode in the local file; null takes the local setting out. */
  public void setMode(Endpoint site, String mode) throws IOException, InterruptedException {
    LocalConfiguration before = localFiles.read(site, layout.on(site).updateLocalConfiguration());
    LocalConfiguration after =
        mode == null
            ? before.without(layout.on(site).updateModeKey())
            : before.with(layout.on(site).updateModeKey(), mode);
    if (!after.text().equals(before.text())) {
      localFiles.write(site, layout.on(site).updateLocalConfiguration(), after);
    }
  }

  /** The user that a unit runs as; empty if not said. */
  public String userOf(Endpoint site, String unit) throws IOException, InterruptedException {
    return manager(site).user(unit);
  }

  private Optional<String> shippedMode(Endpoint site) {
    try {
      return localFiles
          .read(site, layout.on(site).updateConfiguration())
          .get(layout.on(site).updateModeKey());
    } catch (IOException e) {
      return Optional.empty(); // only a hint for later; the move goes on without it
    }
  }

  private void enable(Endpoint site, String unit) throws IOException, InterruptedException {
    if (!state(site, unit).enabled()) {
      manager(site).enable(unit);
    }
  }

  private void stop(Endpoint site, String unit, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    boolean server = unit.equals(settings.on(site).server());
    if (server && site.installation().variant().embedded()) {
      // Rewriting a School database may take longer than the manager waits.
      manager(site).allowLongStop(unit, settings.on(site).stopTimeout());
    }
    OptionalLong process = manager(site).process(unit);
    Instant begun = site.host().clock();
    JobResult result =
        jobs.run(
            site.host(),
            server ? "stop-server" : "stop-update-service",
            manager(site).stop(unit),
            () -> stillStopping(site, unit, begun, progress));
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
          "Der Dienst %s auf %s ließ sich nicht stoppen (Code %s): %s"
              .formatted(unit, site.host().name(), result.exitCode(), result.logTail().strip()));
    }
    while (state(site, unit).active() || runs(site, process)) {
      stillStopping(site, unit, begun, progress);
      pause.during(settings.on(site).poll());
    }
  }

  private void stillStopping(Endpoint site, String unit, Instant begun, ProgressListener progress)
      throws IOException {
    Duration waited = Duration.between(begun, site.host().clock());
    if (waited.compareTo(settings.on(site).stopTimeout()) > 0) {
      throw OperationFailed.permanent(
          """
          Der Dienst %s auf %s ist nach %s Minuten noch nicht beendet. \
          Er wird nicht gewaltsam beendet, weil das die Datenbank beschädigen kann."""
              .formatted(unit, site.host().name(), settings.on(site).stopTimeout().toMinutes()),
          "Bitte am Server nachsehen, das Ende abwarten und den Schritt wiederholen.");
    }
    progress.at(
        new Progress(
            waited.toSeconds(),
            0,
            "Sekunden",
            "Wartet auf das Ende von " + unit + " auf " + site.host().name()));
  }

  private void requireDisabled(Endpoint site, List<UnitState> units) {
    for (UnitState unit : units) {
      if (unit.startable()) {
        throw OperationFailed.permanent(
            """
            Der Dienst %s auf %s ließ sich nicht abschalten (gesehen: %s). \
            %s Bitte von Hand abschalten (zum Beispiel maskieren, unter Windows Starttyp \
            „Deaktiviert“) und den Schritt wiederholen."""
                .formatted(
                    unit.unit(),
                    site.host().name(),
                    unit.seen(),
                    unit.enabled()
                        ? "Er würde beim nächsten Start der Maschine von selbst anlaufen."
                        : "Er könnte mit einem Klick wieder anlaufen."));
      }
    }
  }

  private boolean runs(Endpoint site, OptionalLong process) throws IOException {
    return process.isPresent()
        && site.host().processes().stream().anyMatch(p -> p.pid() == process.getAsLong());
  }

  private UnitState state(Endpoint site, String unit) throws IOException, InterruptedException {
    return manager(site).state(unit);
  }

  private ServiceControl manager(Endpoint site) {
    return ServiceControl.of(site.host(), settings);
  }
}
