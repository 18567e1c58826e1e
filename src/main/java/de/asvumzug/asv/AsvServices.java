package de.asvumzug.asv;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.JobResult;
import de.asvumzug.host.Jobs;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Pause;
import de.asvumzug.host.Progress;
import de.asvumzug.host.ProgressListener;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The two services of an ASV server, through the machine's service manager. */
@Component
public class AsvServices {
  private static final Set<String> ENDED = Set.of("inactive", "failed", "unknown");
  private static final Set<String> NOT_STARTED_BY_ITSELF =
      Set.of("disabled", "masked", "masked-runtime", "not-found");
  private static final int NOT_FOUND = 4;
  private static final String ROOT = "root";

  private final ServiceSettings settings;
  private final LayoutSettings layout;
  private final LocalFiles localFiles;
  private final Pause pause;

  @Autowired
  public AsvServices(ServiceSettings settings, LayoutSettings layout, LocalFiles localFiles) {
    this(settings, layout, localFiles, Pause.REAL);
  }

  AsvServices(ServiceSettings settings, LayoutSettings layout, LocalFiles localFiles, Pause pause) {
    this.settings = settings;
    this.layout = layout;
    this.localFiles = localFiles;
    this.pause = pause;
  }

  public UnitState server(Site site) throws IOException, InterruptedException {
    return state(site, settings.server());
  }

  public UnitState updateService(Site site) throws IOException, InterruptedException {
    return state(site, settings.updateService());
  }

  /** How both services are now, with the update service's mode. */
  public SourceServices note(Site site) throws IOException, InterruptedException {
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
   * @throws OperationFailed (lasting) if the time-out passes; nothing is ended by force
   */
  public List<UnitState> stopAndDisable(Site site, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    List<String> units = List.of(settings.updateService(), settings.server());
    for (String unit : units) {
      if (state(site, unit).enabled()) {
        control(site, "disable", unit);
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
  void startServer(Site site) throws IOException, InterruptedException {
    String user = userOf(site, settings.server());
    if (site.side() == Side.TARGET && !user.isEmpty() && !user.equals(ROOT)) {
      localFiles.giveTo(site, site.directory(), user);
    }
    control(site, "start", settings.server());
  }

  public void enableServer(Site site) throws IOException, InterruptedException {
    enable(site, settings.server());
  }

  /**
   * Starts the update service and waits until it is active.
   *
   * @throws OperationFailed (lasting) if it is not set up or does not stay up
   */
  public void startUpdateService(Site site) throws IOException, InterruptedException {
    if (!updateService(site).active()) {
      control(site, "start", settings.updateService());
    }
    UnitState state = updateService(site);
    if (!state.active()) {
      throw OperationFailed.lasting(
          "Der Dienst "
              + settings.updateService()
              + " auf "
              + site.host().name()
              + " ist nach dem Start gleich wieder ausgegangen ("
              + state.seen()
              + "). Bitte sein Protokoll ansehen.");
    }
  }

  /** Lets a running update service read its settings again; one that is down stays down. */
  public void restartUpdateServiceIfUp(Site site) throws IOException, InterruptedException {
    if (updateService(site).active()) {
      control(site, "restart", settings.updateService());
    }
  }

  public void enableUpdateService(Site site) throws IOException, InterruptedException {
    enable(site, settings.updateService());
  }

  /** The update service's mode: local setting, else the shipped one; null if not readable. */
  public String mode(Site site) throws IOException {
    return localFiles
        .read(site, layout.updateLocalConfiguration())
        .get(layout.updateModeKey())
        .or(() -> shippedMode(site))
        .orElse(null);
  }

  /** Sets the mode in the local file; null takes the local setting out. */
  public void setMode(Site site, String mode) throws IOException, InterruptedException {
    LocalConfiguration before = localFiles.read(site, layout.updateLocalConfiguration());
    LocalConfiguration after =
        mode == null
            ? before.without(layout.updateModeKey())
            : before.with(layout.updateModeKey(), mode);
    if (!after.text().equals(before.text())) {
      localFiles.write(site, layout.updateLocalConfiguration(), after);
    }
  }

  /** The user that a unit runs as; empty if not said. */
  public String userOf(Site site, String unit) throws IOException, InterruptedException {
    return property(site, unit, "User");
  }

  private Optional<String> shippedMode(Site site) {
    try {
      return localFiles.read(site, layout.updateConfiguration()).get(layout.updateModeKey());
    } catch (IOException e) {
      return Optional.empty(); // only a hint for later; the move goes on without it
    }
  }

  private void enable(Site site, String unit) throws IOException, InterruptedException {
    if (!state(site, unit).enabled()) {
      control(site, "enable", unit);
    }
  }

  private void stop(Site site, String unit, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException {
    boolean server = unit.equals(settings.server());
    if (server && site.installation().variant() == Variant.SCHOOL) {
      allowLongStop(site, unit);
    }
    String process = property(site, unit, "MainPID");
    Instant begun = site.host().clock();
    JobResult result =
        jobs.run(
            site.host(),
            server ? "stop-server" : "stop-update-service",
            Command.of(program(site), "stop", unit),
            () -> stillStopping(site, unit, begun, progress));
    if (!result.succeeded()) {
      throw OperationFailed.passing(
          "Der Dienst "
              + unit
              + " auf "
              + site.host().name()
              + " ließ sich nicht stoppen (Code "
              + result.exitCode()
              + "): "
              + result.logTail().strip());
    }
    while (state(site, unit).active() || runs(site, process)) {
      stillStopping(site, unit, begun, progress);
      pause.during(settings.poll());
    }
  }

  private void stillStopping(Site site, String unit, Instant begun, ProgressListener progress)
      throws IOException {
    Duration waited = Duration.between(begun, site.host().clock());
    if (waited.compareTo(settings.stopTimeout()) > 0) {
      throw OperationFailed.lasting(
          "Der Dienst "
              + unit
              + " auf "
              + site.host().name()
              + " ist nach "
              + settings.stopTimeout().toMinutes()
              + " Minuten noch nicht beendet. Er wird nicht gewaltsam beendet, weil das die"
              + " Datenbank beschädigen kann. Bitte am Server nachsehen, das Ende abwarten und den"
              + " Schritt wiederholen.");
    }
    progress.at(
        new Progress(
            waited.toSeconds(),
            0,
            "Sekunden",
            "Wartet auf das Ende von " + unit + " auf " + site.host().name()));
  }

  /**
   * The service manager ends a unit by force after its own time-out, 90 s unless told otherwise;
   * rewriting a School database may take longer. The setting lives until the next start of the
   * machine.
   */
  private void allowLongStop(Site site, String unit) throws IOException, InterruptedException {
    String given = property(site, unit, "TimeoutStopUSec");
    Duration limit = SystemdTime.parse(given);
    if (limit == null || limit.compareTo(settings.stopTimeout()) >= 0) {
      return;
    }
    String folder = settings.dropInFolder() + "/" + unit + ".service.d";
    site.host().files().createFolders(folder);
    site.host()
        .files()
        .writeText(
            folder + "/asv-umzug.conf",
            "[Service]\nTimeoutStopSec=" + settings.stopTimeout().toSeconds() + "\n");
    CommandResult reload = site.host().run(Command.of(program(site), "daemon-reload"));
    if (!reload.succeeded()) {
      throw OperationFailed.lasting(
          "Auf "
              + site.host().name()
              + " würde der Dienst "
              + unit
              + " nach "
              + given
              + " gewaltsam beendet, und das ließ sich nicht ändern: "
              + reload.errors().strip()
              + ". Bitte TimeoutStopSec des Dienstes erhöhen und den Schritt wiederholen.");
    }
  }

  private void requireDisabled(Site site, List<UnitState> units) {
    for (UnitState unit : units) {
      if (unit.enabled()) {
        throw OperationFailed.lasting(
            "Der Dienst "
                + unit.unit()
                + " auf "
                + site.host().name()
                + " ließ sich nicht abschalten (gesehen: "
                + unit.seen()
                + "). Er würde beim nächsten Start der Maschine von selbst anlaufen. Bitte von Hand"
                + " abschalten (zum Beispiel maskieren) und den Schritt wiederholen.");
      }
    }
  }

  private boolean runs(Site site, String process) throws IOException {
    return !process.isEmpty()
        && !process.equals("0")
        && site.host().processes().stream().anyMatch(p -> Long.toString(p.pid()).equals(process));
  }

  private UnitState state(Site site, String unit) throws IOException, InterruptedException {
    CommandResult enabled = site.host().run(Command.of(program(site), "is-enabled", unit));
    CommandResult active = site.host().run(Command.of(program(site), "is-active", unit));
    String startup = word(enabled);
    String state = word(active);
    boolean known = enabled.exitCode() != NOT_FOUND && !unknownUnit(enabled);
    if (state.isEmpty() || known && startup.isEmpty()) {
      throw OperationFailed.passing(
          "Auf "
              + site.host().name()
              + " gibt "
              + settings.control()
              + " keine Auskunft über den Dienst "
              + unit
              + ": "
              + (active.errors() + enabled.errors()).strip());
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

  private String property(Site site, String unit, String name)
      throws IOException, InterruptedException {
    CommandResult result =
        site.host().run(Command.of(program(site), "show", "-p", name, "--value", unit));
    return result.succeeded() ? result.output().strip() : "";
  }

  private void control(Site site, String verb, String unit)
      throws IOException, InterruptedException {
    CommandResult result = site.host().run(Command.of(program(site), verb, unit));
    if (!result.succeeded()) {
      throw OperationFailed.lasting(
          settings.control()
              + " "
              + verb
              + " "
              + unit
              + " auf "
              + site.host().name()
              + " ist fehlgeschlagen (Code "
              + result.exitCode()
              + "): "
              + (result.errors() + result.output()).strip());
    }
  }

  /** By its path: a machine may have a program folder of its own before the system's. */
  private String program(Site site) throws IOException {
    return site.host()
        .findProgram(settings.control(), List.of())
        .orElseThrow(
            () ->
                OperationFailed.lasting(
                    "Auf "
                        + site.host().name()
                        + " fehlt das Programm "
                        + settings.control()
                        + ", mit dem Dienste gesteuert werden. Bitte asv.services.control oder"
                        + " asv.machines."
                        + site.host().name()
                        + ".path richtigstellen."));
  }

  private static String word(CommandResult result) {
    return result.output().strip();
  }
}
