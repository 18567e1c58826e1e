package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.host.script.Connection;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MachineContactsTest {
  private final MachineContacts contacts = new MachineContacts();
  private final Line line = new Line();
  private final Connection noted = new NotedConnection(line, contacts);

  /** A line that can be cut. */
  private static final class Line implements Connection {
    private boolean cut;

    @Override
    public String machine() {
      return "alt";
    }

    @Override
    public Exchange open(String line) throws IOException {
      if (cut) {
        throw new IOException("no route to host");
      }
      return null;
    }

    @Override
    public boolean answers() {
      return !cut;
    }

    @Override
    public void close() {}
  }

  @Test
  void nothing_is_known_of_a_machine_that_was_not_worked_with() {
    assertThat(contacts.of("alt")).isEmpty();
  }

  @Test
  void an_answer_is_noted_with_its_time() throws IOException {
    noted.open("true");
    assertThat(contacts.of("alt").orElseThrow().answered()).isNotNull();
    assertThat(contacts.of("alt").orElseThrow().failingSince()).isNull();
  }

  @Test
  void the_first_of_several_failures_counts_and_the_last_answer_stays_known() throws IOException {
    noted.open("true");
    MachineContacts.Contact before = contacts.of("alt").orElseThrow();
    line.cut = true;
    assertThatThrownBy(() -> noted.open("true")).isInstanceOf(IOException.class);
    MachineContacts.Contact first = contacts.of("alt").orElseThrow();
    assertThat(noted.answers()).isFalse();
    assertThat(contacts.of("alt")).contains(first);
    assertThat(first.answered()).isEqualTo(before.answered());
    assertThat(first.failingSince()).isNotNull();
  }

  @Test
  void an_answer_after_failures_ends_them() throws IOException {
    line.cut = true;
    noted.answers();
    line.cut = false;
    noted.open("true");
    assertThat(contacts.of("alt").orElseThrow().failingSince()).isNull();
  }
}
