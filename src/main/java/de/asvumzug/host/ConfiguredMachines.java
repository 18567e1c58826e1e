package de.asvumzug.host;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The machines of the settings. */
@Component
class ConfiguredMachines implements Machines {
  private final Map<String, Host> hosts;

  ConfiguredMachines(HostSettings settings) {
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

  private static Host host(String name, HostSettings.Machine machine) {
    return switch (machine.type()) {
      case LOCAL ->
          new LocalHost(name, machine.workFolder(), machine.path(), machine.commandTimeout());
    };
  }
}
