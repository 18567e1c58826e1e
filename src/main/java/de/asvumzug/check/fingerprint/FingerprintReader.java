package de.asvumzug.check.fingerprint;

import de.asvumzug.check.fingerprint.Fingerprints.Derived;
import de.asvumzug.check.fingerprint.Fingerprints.LargeObjects;
import de.asvumzug.check.fingerprint.Fingerprints.Note;
import de.asvumzug.check.fingerprint.Fingerprints.SequenceState;
import de.asvumzug.check.fingerprint.Fingerprints.StructureItem;
import de.asvumzug.check.fingerprint.Fingerprints.TableFingerprint;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads what the PostgreSQL script and the H2 probe write: CSV lines of five columns, the first
 * naming the kind. The last line is {@code end}; without it the output was cut.
 */
final class FingerprintReader {
  private static final int COLUMNS = 5;
  private static final String VIEW = "Sicht";

  private String algorithm;
  private String serverVersion;
  private Instant takenAt;
  private LargeObjects largeObjects = LargeObjects.NONE;
  private final List<TableFingerprint> tables = new ArrayList<>();
  private final List<SequenceState> sequences = new ArrayList<>();
  private final List<StructureItem> structure = new ArrayList<>();
  private final List<Derived> derived = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final List<SchoolNumbers> schools = new ArrayList<>();

  private FingerprintReader() {}

  /**
   * @throws OperationFailed (temporary) if the output is not whole
   */
  static Measurement read(String csv) throws IOException {
    FingerprintReader reader = new FingerprintReader();
    MeasuredLines.read(csv, COLUMNS, "Die Prüfsummen der Datenbank", reader::take);
    return reader.measurement();
  }

  private void take(CSVRecord line) {
    switch (line.get(0)) {
      case "start" -> start(line);
      case "table" ->
          tables.add(
              new TableFingerprint(line.get(1), line.get(2), number(line.get(3)), line.get(4)));
      case "sequence" ->
          sequences.add(new SequenceState(line.get(1), line.get(2), line.get(3) + line.get(4)));
      case "large-objects" ->
          largeObjects = new LargeObjects(number(line.get(1)), number(line.get(2)), line.get(4));
      case "structure" ->
          structure.add(new StructureItem(line.get(1), line.get(2), line.get(3), line.get(4)));
      case "definition" ->
          structure.add(
              new StructureItem(
                  line.get(1), line.get(2), line.get(3), hash(line.get(1), line.get(4))));
      case "derived" -> derived.add(new Derived(line.get(1), line.get(2), line.get(3)));
      case "note" -> notes.add(new Note(line.get(1), line.get(2)));
      case "school" ->
          schools.add(
              new SchoolNumbers(
                  line.get(1), number(line.get(2)), number(line.get(3)), number(line.get(4))));
      default -> throw new IllegalArgumentException("unknown kind " + line.get(0));
    }
  }

  private void start(CSVRecord line) {
    algorithm = line.get(1);
    serverVersion = line.get(2);
    takenAt = Instant.ofEpochSecond(number(line.get(3)));
  }

  /** Nothing of a definition is kept that could be read. */
  private static String hash(String kind, String definition) {
    String restored =
        kind.equals(VIEW) ? ViewText.restored(definition) : DefinitionText.restored(definition);
    byte[] text = restored.getBytes(StandardCharsets.UTF_8);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long number(String text) {
    return Long.parseLong(text);
  }

  private Measurement measurement() {
    return new Measurement(
        new Fingerprints(
            algorithm,
            takenAt,
            serverVersion,
            tables,
            sequences,
            largeObjects,
            structure,
            derived,
            notes),
        new NumbersPerSchool(schools));
  }
}
