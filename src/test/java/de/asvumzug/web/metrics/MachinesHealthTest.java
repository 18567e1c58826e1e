package de.asvumzug.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.host.Host;
import de.asvumzug.host.MachineContacts;
import de.asvumzug.host.Machines;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.SimpleStatusAggregator;
import org.springframework.boot.actuate.health.Status;

class MachinesHealthTest {
  private final MachineContacts contacts = new MachineContacts();
  private final MachinesHealth health = new MachinesHealth(new Named(), contacts);

  /** Machines that cannot be asked. */
  private static final class Named implements Machines {
    @Override
    public Set<String> names() {
      return Set.of("alt", "neu");
    }

    @Override
    public Host host(String machine) {
      throw new AssertionError("health must not connect to " + machine);
    }
  }

  @Test
  void tells_of_each_machine_how_it_last_answered_without_asking_it() {
    contacts.answered("alt");
    Health told = health.health();
    assertThat(told.getStatus()).isEqualTo(Status.UP);
    assertThat(told.getDetails().get("alt").toString()).startsWith("hat zuletzt geantwortet: 20");
    assertThat(told.getDetails()).containsEntry("neu", "seit dem Start nicht gebraucht");
  }

  @Test
  void a_machine_that_is_away_does_not_make_the_application_ill() {
    contacts.failed("neu");
    assertThat(health.health().getStatus()).isEqualTo(MachinesHealth.AWAY);
    assertThat(
            new SimpleStatusAggregator().getAggregateStatus(Status.UP, health.health().getStatus()))
        .isEqualTo(Status.UP);
  }
}
