package de.asvumzug.trail.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.trail.AuditTrailFixture;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.chain.TrailRow;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {
  private static final String MOVE = "U-2026-0001";

  record Counts(String table, long rows, Instant at, Map<String, Long> more) {}

  private static final Counts COUNTS =
      new Counts("svp_schueler", 1500, Instant.parse("2026-12-04T17:00:00Z"), Map.of("ä", 1L));

  private final AuditTrailFixture kit = new AuditTrailFixture();
  private final Evidence evidence = kit.evidence.of(MOVE, "fingerprintSource", null, null, "alt");

  @Test
  void gives_back_what_was_stored() {
    evidence.store("fingerprints-source", COUNTS);

    assertThat(evidence.get("fingerprints-source", Counts.class)).isEqualTo(COUNTS);
    assertThat(kit.evidence.names(MOVE)).containsExactly("fingerprints-source");
    assertThat(kit.evidence.document(MOVE, "fingerprints-source").orElseThrow())
        .contains("\"rows\":1500", "2026-12-04T17:00:00Z");
  }

  @Test
  void pages_read_it_as_json() {
    evidence.store("numbers-source", COUNTS);

    assertThat(kit.evidence.find(MOVE, "numbers-source").orElseThrow().path("rows").asInt())
        .isEqualTo(1500);
    assertThat(kit.evidence.find(MOVE, "numbers-target")).isEmpty();
  }

  @Test
  void the_newest_counts_and_older_ones_stay() {
    evidence.store("manifest", Map.of("files", 1));
    evidence.store("manifest", Map.of("files", 2));

    assertThat(evidence.get("manifest", Map.class)).isEqualTo(Map.of("files", 2));
    assertThat(kit.jdbc.sql("select count(*) from umzug.evidence").query(Integer.class).single())
        .isEqualTo(2);
  }

  @Test
  void every_document_has_its_line_with_the_checksum() {
    evidence.store("manifest", Map.of("files", 1));

    TrailRow row = kit.reader.rows(MOVE).get(0);
    assertThat(row.kind()).isEqualTo(TrailKind.EVIDENCE);
    assertThat(row.element()).isEqualTo("fingerprintSource");
    assertThat(row.machine()).isEqualTo("alt");
    assertThat(row.details())
        .containsEntry("name", "manifest")
        .containsEntry("sha256", TrailHash.ofText("{\"files\":1}"));
    assertThat(kit.reader.verify(MOVE).findings()).isEmpty();
  }

  @Test
  void missing_evidence_names_the_step_that_makes_it() {
    assertThatThrownBy(() -> evidence.get("fingerprints-source", Counts.class))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("„Prüfsummen erheben“")
        .extracting(failure -> ((OperationFailed) failure).worthRetrying())
        .isEqualTo(false);
  }

  @Test
  void the_database_refuses_to_change_a_document() {
    evidence.store("manifest", Map.of("files", 1));

    assertThatThrownBy(() -> kit.jdbc.sql("update umzug.evidence set document = '{}'").update())
        .rootCause()
        .hasMessageContaining("wird nur angehängt");
    assertThatThrownBy(() -> kit.jdbc.sql("delete from umzug.evidence").update())
        .rootCause()
        .hasMessageContaining("wird nur angehängt");
    assertThatThrownBy(() -> kit.jdbc.sql("truncate umzug.evidence").update())
        .rootCause()
        .hasMessageContaining("wird nur angehängt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update umzug.evidence set document = '{\"files\":2}'",
        "update umzug.evidence set document = document || ' '",
        "update umzug.evidence set sha256 = repeat('0', 64)",
        "update umzug.evidence set created_at = created_at - interval '1 day'",
        "update umzug.evidence set name = 'manifest-2'",
        "update umzug.evidence set revision = 2",
        "update umzug.evidence set migration_id = 'U-2026-0002'",
        "delete from umzug.evidence"
      })
  void a_changed_document_is_found(String sql) {
    evidence.store("manifest", Map.of("files", 1));
    kit.tamper(sql);

    assertThat(kit.reader.verify(MOVE).findings())
        .isNotEmpty()
        .allMatch(finding -> finding.contains("Nachweis") && finding.contains("manifest"));
  }

  @Test
  void a_document_changed_together_with_its_checksum_is_found() {
    evidence.store("manifest", Map.of("files", 1));
    kit.tamper("update umzug.evidence set document = '{}', sha256 = ?", TrailHash.ofText("{}"));

    assertThat(kit.reader.verify(MOVE).findings())
        .containsExactly(
            "Nachweis „manifest“ (Fassung 1) wurde verändert: Er passt nicht zu Zeile 1.");
  }

  @Test
  void document_and_line_are_there_together_or_not_at_all() {
    kit.transaction.executeWithoutResult(
        status -> {
          evidence.store("manifest", Map.of("files", 1));
          status.setRollbackOnly();
        });

    assertThat(kit.evidence.names(MOVE)).isEmpty();
    assertThat(kit.reader.rows(MOVE)).isEmpty();
  }

  @Test
  void a_name_that_is_not_kebab_case_is_refused() {
    assertThatThrownBy(() -> evidence.store("../Manifest", COUNTS))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
