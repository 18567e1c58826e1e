package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.backup.remains.Deletion;
import de.asvumzug.trail.evidence.EvidenceFactory;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What has to be deleted again after an older archive was brought back. */
class DeletionListIT extends DoorsTestBase {
  @Autowired private EvidenceFactory evidence;

  @Test
  void names_each_thing_with_machine_checksum_and_time_since_a_day() throws Exception {
    evidence
        .of("U-2026-0261", "deleteTransferredCopies", null, null, null)
        .store(
            Deletion.BACKUPS,
            new Deletion("alt", List.of(new Deletion.Deleted("/umzug/backups/x", "ab12"))));

    JsonNode today = loggedIn("itm").json("/api/deletions?since=" + LocalDate.now().minusDays(1));
    assertThat(today)
        .anySatisfy(
            one -> {
              assertThat(one.path("migration").asText()).isEqualTo("U-2026-0261");
              assertThat(one.path("machine").asText()).isEqualTo("alt");
              assertThat(one.path("what").asText()).isEqualTo("/umzug/backups/x");
              assertThat(one.path("sha256").asText()).isEqualTo("ab12");
              assertThat(one.path("at").asText()).isNotEmpty();
            });
    assertThat(loggedIn("itm").json("/api/deletions?since=" + LocalDate.now().plusDays(2)))
        .isEmpty();
    assertThat(loggedIn("itm").json("/api/deletions")).isNotEmpty();
  }

  @Test
  void a_day_that_is_none_is_refused() throws Exception {
    assertThat(loggedIn("itm").get("/api/deletions?since=gestern").statusCode()).isEqualTo(400);
  }
}
