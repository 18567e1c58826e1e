package de.asvumzug.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CheckValidityTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
  private final Map<String, JsonNode> evidence = new HashMap<>();
  private final CheckValidity validity =
      new CheckValidity(
          new CheckValiditySettings(Duration.ofHours(24)),
          (move, name) -> Optional.ofNullable(evidence.get(name)),
          Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void checks_of_the_last_24_hours_hold() {
    checked("findings-source", NOW.minus(Duration.ofHours(24)));
    checked("findings-target", NOW);

    assertThat(validity.refusal("U-2026-0001")).isEmpty();
    assertThat(validity.validUntil("U-2026-0001")).contains(NOW);
  }

  @Test
  void the_older_of_both_counts_and_is_named() {
    checked("findings-source", NOW);
    checked("findings-target", NOW.minus(Duration.ofHours(24)).minusSeconds(1));

    assertThat(validity.refusal("U-2026-0001"))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("22.11.2026 um 12:59 Uhr", "24 Stunden", "Prüfungen wiederholen"));
  }

  @Test
  void a_machine_that_was_never_checked_holds_the_work_up() {
    checked("findings-source", NOW);

    assertThat(validity.refusal("U-2026-0001"))
        .hasValueSatisfying(text -> assertThat(text).contains("noch nicht beide geprüft"));
  }

  private void checked(String name, Instant at) {
    evidence.put(name, JsonNodeFactory.instance.objectNode().put("at", at.toString()));
  }
}
