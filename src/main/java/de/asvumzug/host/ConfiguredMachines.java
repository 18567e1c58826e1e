package de.asvumzug.host;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The machines of the settings. */
@Component
class ConfiguredMachines implements Machines {
  private final Map<String, Host> hosts;
  private final Map<String, String> sites;

  ConfiguredMachines(HostSettings settings) {
    sites = sites(settings);
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
      throw OperationFailed.lasting(
          "Die Maschine „"
              + machine
              + "“ ist nicht eingerichtet. Bekannt sind: "
              + String.join(", ", hosts.keySet().stream().sorted().toList())
              + ". Bitte unter asv.machines."
              + machine
              + " eintragen.");
    }
    return host;
  }

  @Override
  public Optional<String> site(String machine) {
    return Optional.ofNullable(sites.get(machine));
  }

  private static Map<String, String> sites(HostSettings settings) {
    Map<String, String> sites = new HashMap<>();
    settings
        .machines()
        .forEach(
            (name, machine) -> {
              if (machine.type() == HostSettings.Type.WORKER) {
                sites.put(name, site(name, machine));
              }
            });
    return Map.copyOf(sites);
  }

  private static String site(String name, HostSettings.Machine machine) {
    if (machine.worker() == null || machine.worker().isBlank()) {
      throw new IllegalStateException(
          "Für die Maschine "
              + name
              + " (type worker) fehlt asv.machines."
              + name
              + ".worker: der Standort, dessen Worker sie erreicht.");
    }
    return machine.worker();
  }

  private static Host host(String name, HostSettings.Machine machine) {
    return switch (machine.type()) {
      case LOCAL ->
          new LocalHost(name, machine.workFolder(), machine.path(), machine.commandTimeout());
      case WORKER -> new WorkerOnlyHost(name, site(name, machine), machine.workFolder().toString());
    };
  }
}
