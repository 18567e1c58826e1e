package de.asvumzug.host;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * When each machine last answered this application, as its work showed. Nobody asks a machine for
 * it: what is not worked with is not known.
 */
@Component
public final class MachineContacts {
  private final Map<String, Contact> contacts = new ConcurrentHashMap<>();
  private final Clock clock;

  @Autowired
  public MachineContacts() {
    this(Clock.systemUTC());
  }

  public MachineContacts(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param answered null if it has not answered since this application started
   * @param failingSince null if the last try was answered
   */
  public record Contact(Instant answered, Instant failingSince) {}

  public void answered(String machine) {
    contacts.put(machine, new Contact(clock.instant(), null));
  }

  public void failed(String machine) {
    contacts.compute(
        machine,
        (name, before) -> {
          if (before == null) {
            return new Contact(null, clock.instant());
          }
          return before.failingSince() == null
              ? new Contact(before.answered(), clock.instant())
              : before;
        });
  }

  /** Empty if it has not been worked with since this application started. */
  public Optional<Contact> of(String machine) {
    return Optional.ofNullable(contacts.get(machine));
  }
}
