package de.asvumzug.trail;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.trail.chain.TrailRow;
import de.asvumzug.trail.words.TypedWords;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Parts of a trail, as they are read from the database. */
class TrailSelectionTest {
  private static final String MOVE = "U-2026-0001";
  private static final TrailSelection ALL = new TrailSelection(null, null, null, null);
  private static final AuditTrailFixture KIT = new AuditTrailFixture();

  @BeforeAll
  static void lines() {
    append(TrailKind.PLAN_ACCEPTED, null, "Der Plan wurde angenommen.", Map.of());
    append(TrailKind.COMMAND, null, "systemctl stop asv", Map.of());
    append(TrailKind.COMMAND, null, "df -h: 80% belegt", Map.of());
    append(TrailKind.NOTE, "0001", "Schule eins", Map.of());
    append(TrailKind.NOTE, "0002", "Schule zwei", Map.of());
    append(
        TrailKind.DECISION,
        "0001",
        "Abgeschlossen.",
        Map.of("comment", TypedWords.of("Drucker streikt")));
    KIT.trail.append(
        new AuditEvent("U-2026-0002", TrailKind.NOTE, "x", null, null, null, "andere", Map.of()));
  }

  private static void append(
      TrailKind kind, String school, String text, Map<String, Object> details) {
    KIT.trail.append(new AuditEvent(MOVE, kind, "technik", null, school, "alt", text, details));
  }

  private static List<Long> numbers(TrailSelection selection) {
    return KIT.reader.rows(MOVE, selection, 0, 100).stream().map(TrailRow::number).toList();
  }

  private static TrailSelection words(String words) {
    return new TrailSelection(null, null, words, null);
  }

  @Test
  void all_of_one_move_are_in_order() {
    assertThat(numbers(ALL)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void the_newest_come_first_page_by_page_each_in_order() {
    assertThat(KIT.reader.rows(MOVE, ALL, 0, 4))
        .extracting(TrailRow::number)
        .containsExactly(3L, 4L, 5L, 6L);
    assertThat(KIT.reader.rows(MOVE, ALL, 4, 4))
        .extracting(TrailRow::number)
        .containsExactly(1L, 2L);
  }

  @Test
  void kinds_narrow_the_lines_and_not_the_counts() {
    TrailSelection commands = new TrailSelection(Set.of(TrailKind.COMMAND), null, null, null);

    assertThat(numbers(commands)).containsExactly(2L, 3L);
    assertThat(KIT.reader.counts(MOVE, commands))
        .containsEntry(TrailKind.COMMAND, 2)
        .containsEntry(TrailKind.NOTE, 2)
        .containsEntry(TrailKind.DECISION, 1);
  }

  @Test
  void a_school_narrows_lines_and_counts() {
    TrailSelection school = new TrailSelection(null, "0001", null, null);

    assertThat(numbers(school)).containsExactly(4L, 6L);
    assertThat(KIT.reader.counts(MOVE, school))
        .isEqualTo(Map.of(TrailKind.NOTE, 1, TrailKind.DECISION, 1));
  }

  @Test
  void words_are_found_in_the_text_and_in_what_was_typed_in_whatever_case() {
    assertThat(numbers(words("SCHULE z"))).containsExactly(5L);
    assertThat(numbers(words("drucker"))).containsExactly(6L);
    assertThat(numbers(words("technik"))).hasSize(6);
  }

  @Test
  void signs_of_the_search_are_signs_of_the_text() {
    assertThat(numbers(words("80%"))).containsExactly(3L);
    assertThat(numbers(words("8_%"))).isEmpty();
    assertThat(numbers(words("\\"))).isEmpty();
    assertThat(numbers(words("' or true --"))).isEmpty();
  }

  @Test
  void lines_of_other_schools_stay_out_of_sight() {
    assertThat(numbers(new TrailSelection(null, null, null, Set.of("0001"))))
        .containsExactly(1L, 2L, 3L, 4L, 6L);
    assertThat(numbers(new TrailSelection(null, null, null, Set.of()))).containsExactly(1L, 2L, 3L);
    assertThat(numbers(new TrailSelection(null, "0002", null, Set.of("0001")))).isEmpty();
  }

  @Test
  void what_was_typed_stands_in_the_details() {
    assertThat(KIT.reader.rows(MOVE, words("drucker"), 0, 1))
        .singleElement()
        .satisfies(row -> assertThat(row.details()).containsEntry("comment", "Drucker streikt"));
  }
}
