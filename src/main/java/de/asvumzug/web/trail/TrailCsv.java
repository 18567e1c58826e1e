package de.asvumzug.web.trail;

import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.chain.TrailRow;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.QuoteMode;

/**
 * Lines as a table (RFC 4180) that a German spreadsheet opens by a double click: UTF-8 with a byte
 * order mark, semicolons, every cell in quotes. Its last record says that the file is whole and
 * what it is not.
 */
final class TrailCsv implements AutoCloseable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setDelimiter(';').setQuoteMode(QuoteMode.ALL).get();

  private final TrailExtract extract;
  private final CSVPrinter cells;
  private final CanonicalJson json = new CanonicalJson();

  TrailCsv(TrailExtract extract, OutputStream out) throws IOException {
    this.extract = extract;
    OutputStreamWriter text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    text.write(BYTE_ORDER_MARK);
    cells = new CSVPrinter(text, FORMAT);
    cells.printRecord(
        "Umzug",
        "Nummer",
        "Zeit (UTC)",
        "Art",
        "Wer",
        "Element",
        "Schule",
        "Maschine",
        "Text",
        "Einzelheiten",
        "Prüfsumme");
  }

  void line(String migrationId, TrailRow row) throws IOException {
    cells.printRecord(
        CsvCell.of(migrationId),
        String.valueOf(row.number()),
        TIME.format(row.at()),
        row.kind().name(),
        CsvCell.of(row.actor()),
        CsvCell.of(row.element()),
        CsvCell.of(row.school()),
        CsvCell.of(row.machine()),
        CsvCell.of(row.text()),
        row.details().isEmpty() ? "" : CsvCell.of(json.write(row.details())),
        CsvCell.of(row.hash()));
  }

  void end(long lines) throws IOException {
    cells.printRecord(
        CsvCell.of(extract.migrationId()),
        "",
        TIME.format(extract.at()),
        "ENDE",
        "",
        "",
        "",
        "",
        CsvCell.of("Ende nach %d Zeilen. %s".formatted(lines, extract.note())),
        CsvCell.of(extract.filter()),
        "");
  }

  /** Leaves the stream open: it is the answer's. */
  @Override
  public void close() throws IOException {
    cells.flush();
  }
}
