package de.asvumzug.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import de.asvumzug.trail.book.BookEntry;
import de.asvumzug.trail.chain.StoredRow;
import de.asvumzug.trail.chain.TrailHead;
import de.asvumzug.trail.words.KeptWords;
import de.asvumzug.trail.words.WordsReading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A move's trail with everything that is needed to check it elsewhere, off-line, but the keys.
 *
 * @param format {@value #FORMAT}
 * @param complete false if lines were left out that the reader may not see; it cannot be checked
 * @param head where the trail ended when it was exported
 * @param book the book of all trails, from this move's first entry on
 * @param stamps time stamps of the book's entries, oldest first
 * @param words what people typed, with the salts of the checksums in the lines; null if it was left
 *     out, or in exports from before words were kept beside the lines
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
    List<StampedEntry> stamps,
    List<KeptWords> words) {
  public static final String FORMAT = "asv-umzug/trail-export/2";

  /** Of exports from before words were kept beside the lines. */
  private static final String FORMAT_WITHOUT_WORDS = "asv-umzug/trail-export/1";

  /**
   * A line; {@code details} are for reading, with the words put back in where the export has them,
   * {@code detailsText} is exactly what was hashed.
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

    static Row of(StoredRow row, Map<String, Object> details) {
      return new Row(
          row.number(),
          row.at(),
          row.kind(),
          row.actor(),
          row.element(),
          row.school(),
          row.machine(),
          row.text(),
          details,
          row.details(),
          row.previousHash(),
          row.hash(),
          row.book(),
          row.keyId(),
          row.mac());
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

  public boolean knownFormat() {
    return FORMAT.equals(format) || FORMAT_WITHOUT_WORDS.equals(format);
  }

  /** The same without lines that the reader may not see. */
  public TrailExport only(Predicate<Row> visible) {
    List<Row> left = rows.stream().filter(visible).toList();
    return left.size() == rows.size()
        ? this
        : new TrailExport(
            format,
            migrationId,
            exportedAt,
            false,
            head,
            left,
            List.of(),
            List.of(),
            wordsOf(left));
  }

  private List<KeptWords> wordsOf(List<Row> left) {
    Set<Long> numbers = left.stream().map(Row::number).collect(Collectors.toSet());
    return words == null
        ? null
        : words.stream().filter(one -> numbers.contains(one.number())).toList();
  }

  /** The same without what people typed; it can still be checked. */
  public TrailExport withoutWords() {
    CanonicalJson json = new CanonicalJson();
    WordsReading none = WordsReading.without();
    return new TrailExport(
        format,
        migrationId,
        exportedAt,
        complete,
        head,
        rows.stream()
            .map(row -> row.stored(migrationId))
            .map(row -> Row.of(row, none.details(row, json)))
            .toList(),
        book,
        stamps,
        null);
  }
}
