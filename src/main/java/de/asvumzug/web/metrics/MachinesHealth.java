package de.asvumzug.web.metrics;

import de.asvumzug.host.MachineContacts;
import de.asvumzug.host.Machines;
import java.util.TreeSet;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * How the machines last answered, as known: nothing is connected for it. A machine that is away is
 * no reason to restart the application, so its state is one that the whole does not count.
 */
@Component("machinesHealthIndicator")
class MachinesHealth implements HealthIndicator {
  static final Status AWAY = new Status("AWAY", "Mindestens eine Maschine antwortet nicht");

  private final Machines machines;
  private final MachineContacts contacts;

  MachinesHealth(Machines machines, MachineContacts contacts) {
    this.machines = machines;
    this.contacts = contacts;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (String machine : new TreeSet<>(machines.names())) {
      MachineContacts.Contact contact = contacts.of(machine).orElse(null);
      health.withDetail(machine, text(contact));
      if (contact != null && contact.failingSince() != null) {
        health.status(AWAY);
      }
    }
    return health.build();
  }

  private static String text(MachineContacts.Contact contact) {
    if (contact == null) {
      return "seit dem Start nicht gebraucht";
    }
    return contact.failingSince() == null
        ? "hat zuletzt geantwortet: " + contact.answered()
        : "antwortet nicht seit " + contact.failingSince();
  }
}
