package de.asvumzug.web.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.plan.Migration;
import de.asvumzug.trail.evidence.EvidenceReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopyRegisterTest {
  private static final Migration PLAN = MigrationFixture.of();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> documents = new HashMap<>();
  private final EvidenceReader evidence =
      (move, name) -> Optional.ofNullable(documents.get(name)).map(CopyRegisterTest::tree);
  private final CopyRegister register = new CopyRegister(new BackupsShown(evidence), evidence);

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<List<String>> rows(Optional<Instant> accepted) {
    return register.of(PLAN, accepted).orElseThrow().rows();
  }

  private void backup(String name, String machine, String folder) {
    documents.put(
        name,
        """
        {"machine":"%s","folder":"%s","manifestSha256":"ab12","manifest":{"files":[],
        "encryption":{"method":"x","keyId":"1a2b","context":"c"}}}"""
            .formatted(machine, folder));
  }

  @Test
  void without_a_backup_there_is_nothing_to_register() {
    assertThat(register.of(PLAN, Optional.empty())).isEmpty();
  }

  @Test
  void every_copy_has_a_place_a_key_and_a_date() {
    backup("backup-database", "alt", "/umzug/backups/U/database");
    backup("received-database", "neu", "/umzug/received/U/database");

    assertThat(rows(Optional.of(Instant.parse("2026-12-05T08:00:00Z"))))
        .hasSize(3)
        .first()
        .satisfies(
            row ->
                assertThat(row)
                    .contains("alt", "/umzug/backups/U/database", "1a2b", "liegt dort")
                    .anyMatch(cell -> cell.matches("am \\d{2}[.]\\d{2}[.]\\d{4}")));
  }

  @Test
  void what_was_deleted_is_told_from_what_still_lies_there() {
    backup("backup-database", "alt", "/umzug/backups/U/database");
    backup("received-database", "neu", "/umzug/received/U/database");
    documents.put("restored-database", "{\"keptAs\":\"asv_vor_u\"}");
    documents.put(
        "deleted-copies",
        """
        {"machine":"%s","copies":[{"what":"/umzug/received/U/database","sha256":"ab12"},
        {"what":"Datenbank asv_vor_u","sha256":null}]}"""
            .formatted("neu"));

    List<List<String>> rows = rows(Optional.empty());

    assertThat(rows.get(0)).endsWith("liegt dort");
    assertThat(rows.get(1)).endsWith("gelöscht");
  }

  @Test
  void the_old_servers_own_data_are_named_with_who_has_to_delete_them() {
    backup("backup-database", "alt", "/umzug/backups/U/database");
    List<List<String>> rows = rows(Optional.empty());
    assertThat(rows.get(rows.size() - 1))
        .contains("Daten des alten Servers", PLAN.source().directory(), "durch den Betreiber");
  }
}
