package de.asvumzug.check.guard;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.service.WindowsServices;
import de.asvumzug.check.guard.GuardReport.Observation;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.StepJobs;
import de.asvumzug.plan.Installation;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Rule I1, seen with the machine's own eyes and with ours. "Stopped" must be seen for every unit's
 * state and start-up type, for the processes, and for the client port; whatever cannot be read
 * counts as alive.
 */
@Component
public class SiteGuard implements Guard {
  private static final String LOOPBACK = "localhost";
  private static final OwnProcesses NONE = host -> Set.of();

  private final ServiceSettings services;
  private final PortProbe ports;
  private final Clock clock;

  @Autowired
  public SiteGuard(ServiceSettings services, PortProbe ports) {
    this(services, ports, Clock.systemUTC());
  }

  SiteGuard(ServiceSettings services, PortProbe ports, Clock clock) {
    this.services = services;
    this.ports = ports;
    this.clock = clock;
  }

  @Override
  public GuardReport proveStopped(Endpoint endpoint) throws InterruptedException {
    return look(endpoint).requireStopped();
  }

  @Override
  public GuardReport proveStopped(Endpoint endpoint, StepJobs own) throws InterruptedException {
    return look(endpoint, true, host -> processes(host, own)).requireStopped();
  }

  @Override
  public GuardReport proveStopped(Endpoint endpoint, Installation other)
      throws InterruptedException {
    return look(endpoint, other).requireStopped();
  }

  /** Looks at everything and throws for nothing but an interrupt: also a refusal is evidence. */
  public GuardLook look(Endpoint endpoint) throws InterruptedException {
    return look(endpoint, true, NONE);
  }

  /**
   * Like {@link #look(Endpoint)}, beside the other server of the move. Where both share one
   * address, the new server may rightly answer under it, and the address says nothing about this
   * machine: then only the machine itself is asked.
   */
  public GuardLook look(Endpoint endpoint, Installation other) throws InterruptedException {
    Installation own = endpoint.installation();
    boolean shared =
        own.address().equalsIgnoreCase(other.address()) && own.clientPort() == other.clientPort();
    return look(endpoint, !shared, NONE);
  }

  private GuardLook look(Endpoint endpoint, boolean ownAddress, OwnProcesses own)
      throws InterruptedException {
    List<Sight> sights = new ArrayList<>();
    ServiceSettings named = services.on(endpoint.host());
    for (String unit : List.of(named.server(), named.updateService())) {
      sights.add(see("Dienst " + unit + ", Zustand", () -> serviceState(endpoint.host(), unit)));
      sights.add(see("Dienst " + unit + ", Startart", () -> startUpType(endpoint.host(), unit)));
    }
    sights.add(see("Prozesse aus " + endpoint.directory(), () -> processes(endpoint, own)));
    int port = endpoint.installation().clientPort();
    String address = endpoint.installation().address();
    sights.add(
        see(
            "Port " + port + ", vom Rechner selbst (" + LOOPBACK + ")",
            () -> port(endpoint.host().reaches(LOOPBACK, port))));
    if (ownAddress) {
      sights.add(
          see(
              "Port " + port + ", vom Rechner selbst (" + address + ")",
              () -> port(endpoint.host().reaches(address, port))));
      sights.add(
          see(
              "Port " + port + ", von diesem Programm aus (" + address + ")",
              () -> port(ports.opens(address, port))));
    }
    GuardReport report =
        new GuardReport(
            endpoint.host().name(),
            Instant.now(clock),
            sights.stream().map(Sight::observation).toList());
    return new GuardLook(
        endpoint.side().label(),
        report,
        sights.stream().anyMatch(sight -> sight.verdict == Verdict.UP));
  }

  private static Sight see(String what, Look look) throws InterruptedException {
    try {
      return look.take().named(what);
    } catch (IOException | RuntimeException e) {
      // Whatever went wrong: nothing was seen, so nothing is proven.
      return Sight.unreadable("nicht lesbar (" + e.getMessage() + ")").named(what);
    }
  }

  /** systemctl is-active: 0 active, 3 inactive or failed (systemctl(1), exit status as in LSB). */
  private Sight serviceState(Host host, String unit) throws IOException, InterruptedException {
    if (host.system() == Host.OperatingSystem.WINDOWS) {
      WindowsServices.State state = new WindowsServices(host).look(unit);
      return switch (state) {
        case UNKNOWN -> Sight.stopped("unbekannt");
        case STOPPED -> Sight.stopped("beendet");
        case STOPPING -> Sight.up("endet gerade");
        case UP -> Sight.up("läuft");
      };
    }
    CommandResult result = serviceManager(host, "is-active", unit);
    String word = result.output().strip();
    return switch (word) {
      case "inactive", "failed" ->
          result.exitCode() != 0 ? Sight.stopped(word) : unclear(word, result);
      // systemd answers so for a unit it does not know.
      case "unknown" -> result.exitCode() == 4 ? Sight.stopped(word) : unclear(word, result);
      case "active", "activating", "deactivating", "reloading", "maintenance" -> Sight.up(word);
      default -> unclear(word, result);
    };
  }

  /** systemctl is-enabled: 1 disabled, 4 or an error text where there is no such unit. */
  private Sight startUpType(Host host, String unit) throws IOException, InterruptedException {
    if (host.system() == Host.OperatingSystem.WINDOWS) {
      WindowsServices.StartType type = new WindowsServices(host).startType(unit);
      return switch (type) {
        case UNKNOWN -> Sight.stopped("nicht eingerichtet");
        case DISABLED -> Sight.stopped("deaktiviert");
        case DEMAND -> Sight.up("manuell (nur „Deaktiviert“ ist ein Beweis)");
        case BY_ITSELF -> Sight.up("automatisch");
      };
    }
    CommandResult result = serviceManager(host, "is-enabled", unit);
    String word = result.output().strip();
    if (result.exitCode() == 0) {
      return word.isEmpty() ? unclear(word, result) : Sight.up(word);
    }
    return switch (word) {
      case "disabled", "masked", "masked-runtime", "not-found" -> Sight.stopped(word);
      // systemd before 253 writes only to standard error for an unknown unit.
      case "" ->
          result.errors().contains("No such file or directory")
              ? Sight.stopped("not-found")
              : unclear(word, result);
      default -> unclear(word, result);
    };
  }

  private CommandResult serviceManager(Host host, String verb, String unit)
      throws IOException, InterruptedException {
    Optional<String> program =
        host.findProgram(services.on(host).control(), List.of("/usr/bin", "/bin"));
    if (program.isEmpty()) {
      throw new IOException(services.on(host).control() + " fehlt auf " + host.name());
    }
    return host.run(Command.of(program.get(), verb, unit));
  }

  private static Sight unclear(String word, CommandResult result) {
    return Sight.unreadable(
        "nicht deutbar: „%s“, Rückgabewert %s%s"
            .formatted(
                word,
                result.exitCode(),
                result.errors().isBlank() ? "" : ", " + result.errors().strip()));
  }

  private static Sight processes(Endpoint endpoint, OwnProcesses own) throws IOException {
    Set<Long> before = own.on(endpoint.host());
    List<Long> found =
        endpoint.host().processes().stream()
            .filter(
                process ->
                    AsvProcess.belongsTo(process, endpoint.directory(), endpoint.host().system()))
            .map(process -> process.pid())
            .toList();
    List<Long> others = found.stream().filter(pid -> !before.contains(pid)).toList();
    if (!others.isEmpty()) {
      // What one of ours has started since then is ours as well.
      Set<Long> after = own.on(endpoint.host());
      others = others.stream().filter(pid -> !after.contains(pid)).toList();
    }
    if (!others.isEmpty()) {
      return Sight.up("laufen mit Nummer " + others);
    }
    return Sight.stopped(
        found.isEmpty() ? "keine" : "keine außer eigenen Aufträgen mit Nummer " + found);
  }

  /** Numbers of the processes on a machine that are known to be no server. */
  private interface OwnProcesses {
    Set<Long> on(Host host) throws IOException;
  }

  private static Set<Long> processes(Host host, StepJobs step) throws IOException {
    Set<Long> processes = new HashSet<>();
    for (JobKey job : step.running(host)) {
      processes.addAll(host.processesOf(job));
    }
    return processes;
  }

  private static Sight port(boolean open) {
    return open ? Sight.up("offen") : Sight.stopped("geschlossen");
  }

  /** One look at one thing. */
  @FunctionalInterface
  private interface Look {
    Sight take() throws IOException, InterruptedException;
  }

  private enum Verdict {
    STOPPED,
    UP,
    UNREADABLE
  }

  private record Sight(String what, String seen, Verdict verdict) {
    static Sight stopped(String seen) {
      return new Sight("", seen, Verdict.STOPPED);
    }

    static Sight up(String seen) {
      return new Sight("", seen, Verdict.UP);
    }

    static Sight unreadable(String seen) {
      return new Sight("", seen, Verdict.UNREADABLE);
    }

    Sight named(String name) {
      return new Sight(name, seen, verdict);
    }

    Observation observation() {
      return new Observation(what, seen, verdict == Verdict.STOPPED);
    }
  }
}
