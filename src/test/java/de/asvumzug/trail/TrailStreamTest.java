package de.asvumzug.trail;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.trail.words.TypedWords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Trails of any length, read a few lines at a time. */
class TrailStreamTest {
  private static final String MOVE = "U-2026-0001";
  private static final String OTHER = "U-2026-0002";
  private static final TrailSelection ALL = new TrailSelection(null, null, null, null);
  private static final AuditTrailFixture KIT = new AuditTrailFixture();
  private static final int LINES = 25;

  private final TrailStream stream = stream(4);

  private static TrailStream stream(int page) {
    return new TrailStream(
        new AuditTrailRepository(KIT.jdbc), KIT.words, new CanonicalJson(), page);
  }

  @BeforeAll
  static void lines() {
    for (int n = 1; n <= LINES; n++) {
      append(MOVE, n % 2 == 0 ? TrailKind.COMMAND : TrailKind.NOTE, "Zeile " + n, Map.of());
    }
    append(OTHER, TrailKind.DECISION, "Abgelehnt", Map.of("comment", TypedWords.of("zu früh")));
  }

  private static void append(
      String move, TrailKind kind, String text, Map<String, Object> details) {
    KIT.trail.append(new AuditEvent(move, kind, "technik", null, null, "alt", text, details));
  }

  private List<Long> numbers(TrailSelection selection) throws IOException {
    List<Long> numbers = new ArrayList<>();
    stream.each(MOVE, selection, (move, row) -> numbers.add(row.number()));
    return numbers;
  }

  @Test
  void every_line_comes_once_and_in_order_however_small_the_pages() throws IOException {
    for (int page : List.of(1, 4, 5, LINES, 100)) {
      List<Long> numbers = new ArrayList<>();
      long lines = stream(page).each(MOVE, ALL, (move, row) -> numbers.add(row.number()));
      assertThat(numbers)
          .as("pages of " + page)
          .isEqualTo(IntStream.rangeClosed(1, LINES).mapToObj(n -> (long) n).toList());
      assertThat(lines).isEqualTo(LINES);
    }
  }

  @Test
  void a_filter_holds_on_every_page() throws IOException {
    assertThat(numbers(new TrailSelection(Set.of(TrailKind.COMMAND), null, null, null)))
        .hasSize(LINES / 2)
        .allMatch(number -> number % 2 == 0);
    assertThat(numbers(new TrailSelection(null, null, "Zeile 2", null)))
        .containsExactly(2L, 20L, 21L, 22L, 23L, 24L, 25L);
  }

  @Test
  void the_trails_of_all_moves_follow_each_other() throws IOException {
    Map<String, Integer> lines = new LinkedHashMap<>();
    stream.each(null, ALL, (move, row) -> lines.merge(move, 1, Integer::sum));
    assertThat(lines).containsEntry(MOVE, LINES).containsEntry(OTHER, 1);
    assertThat(List.copyOf(lines.keySet())).isSortedAccordingTo(Comparator.naturalOrder());
  }

  @Test
  void what_people_typed_is_read_with_its_line() throws IOException {
    List<Object> said = new ArrayList<>();
    stream.each(
        null, new TrailSelection(null, null, "zu früh", null), (m, row) -> said.add(row.details()));
    assertThat(said).containsExactly(Map.of("comment", "zu früh"));
  }

  /** A line that is written while others are handed on is the next page's. */
  @Test
  void no_more_is_read_than_the_page_that_is_handed_on() throws IOException {
    String move = "U-2026-0003";
    append(move, TrailKind.NOTE, "eins", Map.of());
    append(move, TrailKind.NOTE, "zwei", Map.of());
    List<String> texts = new ArrayList<>();
    stream(2)
        .each(
            move,
            ALL,
            (id, row) -> {
              if (texts.isEmpty()) {
                append(move, TrailKind.NOTE, "drei", Map.of());
              }
              texts.add(row.text());
            });
    assertThat(texts).containsExactly("eins", "zwei", "drei");
  }
}
