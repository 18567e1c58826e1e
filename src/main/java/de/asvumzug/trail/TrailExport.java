package de.asvumzug.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import de.asvumzug.trail.book.BookEntry;
import de.asvumzug.trail.chain.StoredRow;
import de.asvumzug.trail.chain.TrailHead;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A move's trail with everything that is needed to check it elsewhere, off-line, but the keys.
 *
 * @param format {@value #FORMAT}
 * @param complete false if lines were left out that the reader may not see; it cannot be checked
 * @param head where the trail ended when it was exported
 * @param book the book of all trails, from this move's first entry on
 * @param stamps time stamps of the book's entries, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrailExport(
    String format,
    String migrationId,
    Instant exportedAt,
    boolean complete,
    TrailHead head,
    List<Row> rows,
    List<BookEntry> book,
    List<StampedEntry> stamps) {
  public static final String FORMAT = "asv-umzug/trail-export/1";

  /**
   * A line; {@code details} are for reading, {@code detailsText} is exactly what was hashed.
   *
   * @param kind name of a {@link TrailKind}
   */
  public record Row(
      long number,
      Instant at,
      String kind,
      String actor,
      String element,
      String school,
      String machine,
      String text,
      Map<String, Object> details,
      String detailsText,
      String previousHash,
      String hash,
      Long book,
      String keyId,
      String mac) {

    static Row of(StoredRow row, CanonicalJson json) {
      return new Row(
          row.number(),
          row.at(),
          row.kind(),
          row.actor(),
          row.element(),
          row.school(),
          row.machine(),
          row.text(),
          details(row, json),
          row.details(),
          row.previousHash(),
          row.hash(),
          row.book(),
          row.keyId(),
          row.mac());
    }

    /** A changed line may hold no JSON any more; its text tells. */
    private static Map<String, Object> details(StoredRow row, CanonicalJson json) {
      try {
        return json.readMap(row.details());
      } catch (IllegalStateException e) {
        return Map.of();
      }
    }

    public StoredRow stored(String migrationId) {
      return new StoredRow(
          migrationId,
          number,
          at,
          kind,
          actor,
          element,
          school,
          machine,
          text,
          detailsText,
          previousHash,
          hash,
          book,
          keyId,
          mac);
    }
  }

  /**
   * A time stamp (RFC 3161) of an entry of the book.
   *
   * @param number the entry
   * @param token the authority's answer, Base64
   */
  public record StampedEntry(long number, String hash, String token) {}

  /** The same without lines that the reader may not see. */
  public TrailExport only(Predicate<Row> visible) {
    List<Row> left = rows.stream().filter(visible).toList();
    return left.size() == rows.size()
        ? this
        : new TrailExport(format, migrationId, exportedAt, false, head, left, List.of(), List.of());
  }
}
