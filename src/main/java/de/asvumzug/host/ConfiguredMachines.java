package de.asvumzug.host;

import de.asvumzug.host.script.Commands;
import de.asvumzug.host.script.Connection;
import de.asvumzug.host.script.LinuxCommands;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.host.script.WindowsCommands;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.host.ssh.SshAccess;
import de.asvumzug.host.ssh.SshAddress;
import de.asvumzug.host.ssh.SshConnection;
import jakarta.annotation.PreDestroy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The machines of the settings. */
@Component
class ConfiguredMachines implements Machines {
  private final Map<String, Host> hosts;
  private final Map<String, Host> glances = new ConcurrentHashMap<>();
  private final Map<String, String> sites;
  private final Secrets secrets;
  private final MachineContacts contacts;

  ConfiguredMachines(HostSettings settings, Secrets secrets, MachineContacts contacts) {
    this.secrets = secrets;
    this.contacts = contacts;
    sites =
        settings.machines().entrySet().stream()
            .filter(entry -> entry.getValue().type() == HostSettings.Type.WORKER)
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> site(entry.getKey(), entry.getValue())));
    hosts =
        settings.machines().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> host(entry.getKey(), entry.getValue())));
  }

  @Override
  public Set<String> names() {
    return hosts.keySet();
  }

  @Override
  public Host host(String machine) {
    Host host = hosts.get(machine);
    if (host == null) {
      throw OperationFailed.permanent(
          "Die Maschine „%s“ ist nicht eingerichtet. Bekannt sind: %s."
              .formatted(machine, String.join(", ", hosts.keySet().stream().sorted().toList())),
          "Bitte unter asv.machines.%s eintragen.".formatted(machine));
    }
    return host;
  }

  @Override
  public Host glance(String machine) {
    Host glance = glances.get(machine);
    return glance == null ? host(machine) : glance;
  }

  @Override
  public Optional<String> site(String machine) {
    return Optional.ofNullable(sites.get(machine));
  }

  private static String site(String name, HostSettings.Machine machine) {
    requireSet(name, machine, "worker", machine.worker());
    return machine.worker();
  }

  @PreDestroy
  void close() {
    hosts.values().forEach(Host::close);
  }

  private Host host(String name, HostSettings.Machine machine) {
    if (machine.system() == Host.OperatingSystem.WINDOWS
        && machine.type() == HostSettings.Type.LOCAL) {
      throw new IllegalStateException(
          """
          Die Maschine „%s“ hat system: windows und type: local. \
          Windows-Maschinen werden nur über SSH bedient. \
          Bitte dort OpenSSH einrichten (docs/windows.md) und type: ssh eintragen."""
              .formatted(name));
    }
    return switch (machine.type()) {
      case LOCAL ->
          ScriptHost.local(
              name,
              Path.of(machine.workFolder()),
              machine.path(),
              machine.sudo(),
              machine.commandTimeout());
      case SSH -> ssh(name, machine);
      case WORKER ->
          new WorkerOnlyHost(name, site(name, machine), machine.system(), machine.workFolder());
    };
  }

  private Host ssh(String name, HostSettings.Machine machine) {
    SshConnection connection = new SshConnection(access(name, machine));
    Supplier<Optional<SshAddress>> address =
        () ->
            machine.direct() && machine.system() == Host.OperatingSystem.LINUX
                ? Optional.of(
                    new SshAddress(
                        machine.user(),
                        machine.address(),
                        machine.port(),
                        connection.hostKeys(),
                        machine.authorizedKeys()))
                : Optional.empty();
    Commands commands =
        machine.system() == Host.OperatingSystem.WINDOWS
            ? new WindowsCommands(machine.workFolder(), machine.path())
            : new LinuxCommands(machine.workFolder(), machine.path(), machine.sudo());
    glances.put(name, over(connection.glancing(), commands, machine, address));
    return over(connection, commands, machine, address);
  }

  private Host over(
      Connection connection,
      Commands commands,
      HostSettings.Machine machine,
      Supplier<Optional<SshAddress>> address) {
    return ScriptHost.over(
        new NotedConnection(connection, contacts),
        commands,
        machine.workFolder(),
        machine.commandTimeout(),
        address);
  }

  private SshAccess access(String name, HostSettings.Machine machine) {
    requireSet(name, machine, "address", machine.address());
    requireSet(name, machine, "user", machine.user());
    requireSet(name, machine, "known-hosts", machine.knownHosts());
    if (machine.keyFile() == null && machine.passwordSecret() == null) {
      requireSet(name, machine, "key-file", null);
    }
    List<SshAccess.Way> ways = new ArrayList<>();
    Optional<Path> key = Optional.ofNullable(machine.keyFile());
    HostSettings.Jump jump = machine.jump();
    if (jump != null) {
      requireSet(name, machine, "jump.address", jump.address());
      String user = jump.user() == null ? machine.user() : jump.user();
      Optional<Path> jumpKey = Optional.ofNullable(jump.keyFile()).or(() -> key);
      ways.add(new SshAccess.Way(user, jump.address(), jump.port(), jumpKey, Optional.empty()));
    }
    Optional<String> password = Optional.ofNullable(machine.passwordSecret()).map(secrets::read);
    ways.add(new SshAccess.Way(machine.user(), machine.address(), machine.port(), key, password));
    return new SshAccess(name, ways, machine.knownHosts(), machine.sessions(), machine.patience());
  }

  private static void requireSet(
      String name, HostSettings.Machine machine, String field, Object value) {
    if (value == null || value.toString().isBlank()) {
      throw new IllegalStateException(
          "Für die Maschine „%s“ (type: %s) fehlt die Einstellung asv.machines.%s.%s."
              .formatted(name, machine.type().name().toLowerCase(Locale.ROOT), name, field));
    }
  }
}
