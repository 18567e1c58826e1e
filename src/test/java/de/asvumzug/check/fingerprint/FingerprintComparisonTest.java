package de.asvumzug.check.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.asvumzug.check.fingerprint.FingerprintComparison.Difference;
import de.asvumzug.check.fingerprint.FingerprintComparison.Kind;
import de.asvumzug.check.fingerprint.Fingerprints.Derived;
import de.asvumzug.check.fingerprint.Fingerprints.LargeObjects;
import de.asvumzug.check.fingerprint.Fingerprints.Note;
import de.asvumzug.check.fingerprint.Fingerprints.StructureItem;
import de.asvumzug.check.fingerprint.Fingerprints.TableFingerprint;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FingerprintComparisonTest {
  private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();

  @Test
  void reads_documents_of_versions_that_knew_no_notes() throws Exception {
    Fingerprints old =
        JSON.readValue(
            """
            {"algorithm":"postgresql-row-values-1","takenAt":0,"serverVersion":"14.1",
             "tables":[{"schema":"asv","table":"t","rows":1,"hash":"1:2"}],"sequences":[],
             "largeObjects":{"count":0,"bytes":0,"hash":"-"},"structure":[]}
            """,
            Fingerprints.class);
    FingerprintComparison comparison =
        JSON.readValue("{\"differences\":[],\"tables\":1,\"rows\":1}", FingerprintComparison.class);

    assertThat(old.notes()).isEmpty();
    assertThat(old.derived()).isEmpty();
    assertThat(old.tables()).hasSize(1);
    assertThat(comparison.notes()).isEmpty();
  }

  @Test
  void keeps_notes_in_a_document() throws Exception {
    Fingerprints found =
        fingerprints(List.of(), List.of(new Derived("a", "1", "b")), List.of(new Note("x", "y")));

    assertThat(JSON.readValue(JSON.writeValueAsString(found), Fingerprints.class)).isEqualTo(found);
  }

  @Test
  void gathers_the_notes_of_both_sides_once() {
    Fingerprints both = fingerprints(List.of(), List.of(), List.of(new Note("x", "y")));

    FingerprintComparison comparison = FingerprintComparison.of(both, both);

    assertThat(comparison.notes()).containsExactly(new Note("x", "y"));
    assertThat(comparison.equal()).isTrue();
    assertThat(comparison.summary()).contains("Ein Hinweis");
  }

  @Test
  void what_a_restore_makes_anew_is_a_note_with_both_states_where_they_can_be_read() {
    Fingerprints before =
        fingerprints(
            List.of(),
            List.of(new Derived("Fassung", "1.3", "kommt neu"), new Derived("Sicht", "#1", "neu")),
            List.of());
    Fingerprints after =
        fingerprints(
            List.of(),
            List.of(new Derived("Fassung", "1.4", "kommt neu"), new Derived("Sicht", "#2", "neu")),
            List.of());

    assertThat(FingerprintComparison.of(before, after).differences()).isEmpty();
    assertThat(FingerprintComparison.of(before, after).notes())
        .containsExactly(
            new Note("Fassung", "kommt neu (vorher 1.3, jetzt 1.4)"),
            new Note("Sicht", "neu (anderer Inhalt)"));
    assertThat(FingerprintComparison.ofTheSame(before, after).differences())
        .extracting(Difference::object)
        .containsExactly("Fassung", "Sicht");
  }

  @Test
  void what_other_databases_of_the_new_server_brought_is_a_note_and_what_is_missing_is_not() {
    Fingerprints one =
        fingerprints(List.of(new StructureItem("Rolle", "", "alt", "1")), List.of(), List.of());
    Fingerprints other =
        fingerprints(
            List.of(
                new StructureItem("Rolle", "", "neu", "1"),
                new StructureItem("Index", "asv", "neu", "1")),
            List.of(),
            List.of());

    FingerprintComparison comparison = FingerprintComparison.of(one, other);

    assertThat(comparison.differences())
        .containsExactly(
            new Difference(Kind.MISSING, "Rolle alt", ""),
            new Difference(Kind.EXTRA, "Index asv.neu", ""));
    assertThat(comparison.notes()).extracting(Note::object).containsExactly("Rolle neu");
  }

  @Test
  void two_tables_that_are_shown_alike_are_two_tables() {
    Fingerprints before = tables(table("a.b", "c", "1"), table("a", "b.c", "2"));

    assertThat(
            FingerprintComparison.of(before, tables(table("a", "b.c", "2"), table("a.b", "c", "1")))
                .differences())
        .isEmpty();
    assertThat(
            FingerprintComparison.of(before, tables(table("a", "b.c", "1"), table("a.b", "c", "2")))
                .differences())
        .hasSize(2);
  }

  private static TableFingerprint table(String schema, String table, String hash) {
    return new TableFingerprint(schema, table, 1, hash);
  }

  private static Fingerprints tables(TableFingerprint... tables) {
    return new Fingerprints(
        "test", Instant.EPOCH, "15", List.of(tables), List.of(), LargeObjects.NONE, List.of());
  }

  private static Fingerprints fingerprints(
      List<StructureItem> structure, List<Derived> derived, List<Note> notes) {
    return new Fingerprints(
        "test",
        Instant.EPOCH,
        "15",
        List.of(),
        List.of(),
        LargeObjects.NONE,
        structure,
        derived,
        notes);
  }
}
