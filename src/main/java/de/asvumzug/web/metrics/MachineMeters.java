package de.asvumzug.web.metrics;

import de.asvumzug.host.MachineContacts;
import de.asvumzug.host.Machines;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** What is known of each machine of the settings without asking it. */
@Component
class MachineMeters implements MeterBinder {
  private final Machines machines;
  private final MachineContacts contacts;

  MachineMeters(Machines machines, MachineContacts contacts) {
    this.machines = machines;
    this.contacts = contacts;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (String machine : machines.names()) {
      Gauge.builder("asv.machine.contact.age", contacts, all -> age(all, machine))
          .description(
              "Time since the machine last answered; not a number if nobody has worked with it")
          .baseUnit("seconds")
          .tag("machine", machine)
          .register(registry);
      Gauge.builder("asv.machine.failing", contacts, all -> failing(all, machine))
          .description("1 if the machine did not answer when it was last worked with")
          .tag("machine", machine)
          .register(registry);
    }
  }

  private static double age(MachineContacts contacts, String machine) {
    return contacts
        .of(machine)
        .map(MachineContacts.Contact::answered)
        .map(at -> Duration.between(at, Instant.now()).toMillis() / 1_000.0)
        .orElse(Double.NaN);
  }

  private static double failing(MachineContacts contacts, String machine) {
    return contacts.of(machine).filter(one -> one.failingSince() != null).isPresent() ? 1 : 0;
  }
}
