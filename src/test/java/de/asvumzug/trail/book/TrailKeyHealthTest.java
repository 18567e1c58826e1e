package de.asvumzug.trail.book;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.trail.AuditTrailFixture;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;

class TrailKeyHealthTest {
  private final AuditTrailFixture kit = new AuditTrailFixture();
  private final TrailKeyHealth health =
      new TrailKeyHealth(kit.keys, new TrailBookRepository(kit.jdbc));

  @Test
  void is_up_while_the_key_in_use_lies_in_its_folder() {
    assertThat(health.health().getStatus()).isEqualTo(Status.UP);
  }

  @Test
  void is_down_once_somebody_has_taken_the_file_away() throws IOException {
    String id = kit.keys.newest().orElseThrow().id();
    Files.delete(kit.keys.file(id).orElseThrow());
    Health told = health.health();
    assertThat(told.getStatus()).isEqualTo(Status.DOWN);
    assertThat(told.getDetails().get("Hinweis").toString()).contains(id, "zurücklegen");
  }

  @Test
  void does_not_tell_the_key_itself() throws IOException {
    String id = kit.keys.newest().orElseThrow().id();
    String key = Files.readString(kit.keys.file(id).orElseThrow()).strip();
    assertThat(health.health().toString()).contains(id).doesNotContain(key);
  }
}
