package de.asvumzug.web.overview;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which moves are asked for; null where all are.
 *
 * @param from no window that ends before
 * @param until no window that begins then or later
 * @param technician empty for moves whose plan names none
 * @param words a query for the words of a move
 */
record OverviewFilter(
    OverviewMark mark,
    Instant from,
    Instant until,
    String site,
    String technician,
    String words,
    OverviewOrder order) {

  static final OverviewFilter ALL =
      new OverviewFilter(null, null, null, null, null, null, OverviewOrder.URGENT);

  OverviewFilter withoutMark() {
    return new OverviewFilter(null, from, until, site, technician, words, order);
  }

  /** A condition of the database for what is asked for; no value is in its text. */
  String where() {
    List<String> conditions = new ArrayList<>(List.of("true"));
    if (mark != null) {
      conditions.add("mark = :mark");
    }
    if (from != null) {
      conditions.add("window_end >= :from");
    }
    if (until != null) {
      conditions.add("window_start < :until");
    }
    if (site != null) {
      conditions.add("site = :site");
    }
    if (technician != null) {
      conditions.add("technician = :technician");
    }
    if (words != null) {
      conditions.add("words @@ cast(:words as tsquery)");
    }
    return String.join(" and ", conditions);
  }

  /** The values of {@link #where}. */
  Map<String, Object> values() {
    Map<String, Object> values = new HashMap<>();
    values.put("mark", mark == null ? null : mark.name());
    values.put("from", utc(from));
    values.put("until", utc(until));
    values.put("site", site);
    values.put("technician", technician);
    values.put("words", words);
    values.values().removeIf(value -> value == null);
    return values;
  }

  private static OffsetDateTime utc(Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
