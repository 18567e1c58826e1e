package de.asvumzug.web.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.Overrulable;
import de.asvumzug.check.finding.Overruling;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintComparison.Difference;
import de.asvumzug.check.fingerprint.FingerprintComparison.Kind;
import de.asvumzug.check.fingerprint.Fingerprints.Note;
import de.asvumzug.check.tenant.TenantComparison;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.task.finding.BlockingFindings;
import de.asvumzug.task.finding.BlockingFindings.Blocking;
import de.asvumzug.trail.evidence.EvidenceReader;
import de.asvumzug.web.proof.CheckRound.Weight;
import de.asvumzug.web.proof.MergedKeys.Merged;
import de.asvumzug.web.proof.Verdict.Point;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a move's page tells from the evidence as the steps write it. */
class ProofTest {
  private static final Migration PLAN = MigrationFixture.of();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> documents = new HashMap<>();
  private final BlockingFindings blocking = mock(BlockingFindings.class);
  private final EvidenceReader evidence =
      (move, name) -> Optional.ofNullable(documents.get(name)).map(ProofTest::tree);

  @Test
  void what_needs_somebody_comes_first_and_what_is_good_stands_apart() {
    findings(
        "findings-source",
        """
        {"title":"Uhr","result":"OK","reading":"geht richtig","limit":"","advice":""},
        {"title":"Platz","result":"WARNING","reading":"12 GB","limit":"20 GB","advice":"Aufräumen."},
        {"title":"Version","result":"BLOCKING","reading":"2.12","limit":"2.13","advice":"Aktualisieren."}""");

    CheckRound round = rounds().get(0);

    assertThat(round.title()).isEqualTo("Alter Server");
    assertThat(round.open())
        .extracting(CheckRound.Result::title)
        .containsExactly("Version", "Platz");
    assertThat(round.good()).extracting(CheckRound.Result::title).containsExactly("Uhr");
    assertThat(round.at()).isEqualTo("2026-12-04T17:00:00Z");
  }

  @Test
  void a_finding_that_two_persons_overruled_is_told_from_one_that_blocks() {
    findings(
        "findings-target",
        """
        {"title":"Platz","result":"BLOCKING","reading":"12 GB","limit":"20 GB","advice":""},
        {"title":"Version","result":"BLOCKING","reading":"2.12","limit":"2.13","advice":""}""");
    when(blocking.all(PLAN.id()))
        .thenReturn(
            List.of(
                new Blocking(
                    Side.TARGET,
                    new Finding(
                        "Platz", Result.BLOCKING, "12 GB", "20 GB", "", new Overrulable("x", 0)),
                    Optional.of(mock(Overruling.class)))));

    assertThat(rounds().get(0).open())
        .extracting(CheckRound.Result::title, CheckRound.Result::weight)
        .containsExactly(tuple("Version", Weight.BLOCKING), tuple("Platz", Weight.OVERRULED));
  }

  @Test
  void an_overruled_finding_that_says_something_else_now_blocks_again() {
    findings(
        "findings-target",
        """
        {"title":"Platz","result":"BLOCKING","reading":"2 GB","limit":"20 GB","advice":""}""");
    when(blocking.all(PLAN.id()))
        .thenReturn(
            List.of(
                new Blocking(
                    Side.TARGET,
                    new Finding(
                        "Platz", Result.BLOCKING, "12 GB", "20 GB", "", new Overrulable("x", 0)),
                    Optional.of(mock(Overruling.class)))));

    assertThat(rounds().get(0).open().get(0).weight()).isEqualTo(Weight.BLOCKING);
  }

  @Test
  void equal_data_is_one_sentence_with_its_size() throws Exception {
    store(
        "fingerprint-comparison",
        new FingerprintComparison(
            List.of(), 215, 1_234_567, List.of(new Note("Sicht x", "wird neu gebildet"))));

    Verdict verdict = new Verdicts(evidence).of(PLAN).get(0);

    assertThat(verdict.words())
        .isEqualTo(
            "Die Datenbank auf dem alten und auf dem neuen Server: gleicher Inhalt (215 Tabellen mit 1.234.567 Zeilen).");
    assertThat(verdict.equal()).isTrue();
    assertThat(verdict.remarks()).containsExactly(new Point("Sicht x", "wird neu gebildet"));
  }

  @Test
  void what_differs_is_named_in_the_table_behind_the_sentence() throws Exception {
    store(
        "fingerprint-comparison",
        new FingerprintComparison(
            List.of(new Difference(Kind.ROWS, "asv.schueler", "vorher 3, jetzt 2")),
            2,
            5,
            List.of()));

    Verdict verdict = new Verdicts(evidence).of(PLAN).get(0);

    assertThat(verdict.equal()).isFalse();
    assertThat(verdict.words()).contains("Abweichung in 1 Punkt");
    assertThat(verdict.differences())
        .containsExactly(new Point("asv.schueler", "andere Zeilenzahl (vorher 3, jetzt 2)"));
  }

  @Test
  void each_school_that_moved_by_itself_has_its_own_sentence() throws Exception {
    store(
        "tenant-check-0001",
        new TenantComparison(
            "Schule 0001",
            List.of(),
            List.of(new TenantComparison.Difference("asv.bild", "Bilder fehlen")),
            12,
            99));

    assertThat(new Verdicts(evidence).of(PLAN))
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.words()).startsWith("Schule 0001: gleicher Inhalt");
              assertThat(verdict.remarks()).containsExactly(new Point("asv.bild", "Bilder fehlen"));
            });
  }

  @Test
  void a_backup_says_where_it_lies_how_big_it_is_and_by_what_it_is_known() {
    documents.put(
        "backup-database",
        """
        {"machine":"alt","folder":"/umzug/b","manifestSha256":"ab12","manifest":{"created":"2026-12-04T18:00:00Z",
         "files":[{"path":"dump","size":1000,"sha256":"cd"},{"path":"roles.sql","size":24,"sha256":"ef"}]}}""");

    assertThat(new BackupsShown(evidence).of(PLAN))
        .singleElement()
        .satisfies(
            backup -> {
              assertThat(backup.label()).isEqualTo("Datenbank des alten Servers");
              assertThat(backup.bytes()).isEqualTo(1024);
              assertThat(backup.files()).isEqualTo(2);
              assertThat(backup.manifestSha256()).isEqualTo("ab12");
              assertThat(backup.more()).isZero();
            });
  }

  @Test
  void a_backup_names_the_key_that_opens_it_and_none_if_it_is_plain() {
    documents.put(
        "backup-database",
        """
        {"machine":"alt","manifest":{"files":[],"encryption":{"method":"AES256_GCM_HKDF_1MB","keyId":"1a2b3c"}}}""");
    documents.put("backup-configuration", "{\"machine\":\"alt\",\"manifest\":{\"files\":[]}}");

    assertThat(new BackupsShown(evidence).of(PLAN))
        .extracting(BackupShown::key)
        .containsExactly("1a2b3c", "");
  }

  @Test
  void settings_that_changed_come_first_with_before_and_after() {
    documents.put(
        "configuration-merge",
        """
        {"machine":"neu","keys":[
          {"file":"a.ini","key":"sprache","oldValue":"de","newValue":"de","taken":true,"reason":"gleich"},
          {"file":"b.ini","key":"port","oldValue":"8765","newValue":null,"taken":true,"reason":"übernommen"}],"written":[]}""");

    assertThat(new MergedKeys(evidence).of(PLAN.id()))
        .first()
        .isEqualTo(
            new Merged("b.ini", "port", "8765", "nicht gesetzt", "8765", true, "übernommen"));
  }

  private void findings(String name, String entries) {
    documents.put(name, "{\"at\":\"2026-12-04T17:00:00Z\",\"findings\":[" + entries + "]}");
  }

  private void store(String name, Object document) throws JsonProcessingException {
    documents.put(name, JSON.writeValueAsString(document));
  }

  private List<CheckRound> rounds() {
    return new CheckRounds(evidence, blocking).of(PLAN.id());
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
