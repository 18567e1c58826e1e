package de.asvumzug.check.fingerprint;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a database held at one moment, as counts and hashes: no content of it can be read back.
 *
 * @param algorithm names the way the hashes were made; only equal ones can be compared
 * @param takenAt on the database server's clock
 * @param serverVersion as the database names itself
 * @param tables all tables of all schemas but the system's, foreign ones too
 * @param sequences with their state
 * @param largeObjects PostgreSQL large objects
 * @param structure definitions, owners and rights of all that a dump carries
 * @param derived what a restore makes anew: another state is told, and no damage
 * @param notes what was not compared, with the reason
 */
public record Fingerprints(
    String algorithm,
    Instant takenAt,
    String serverVersion,
    List<TableFingerprint> tables,
    List<SequenceState> sequences,
    LargeObjects largeObjects,
    List<StructureItem> structure,
    List<Derived> derived,
    List<Note> notes) {

  /** Documents of older versions have no notes. */
  public Fingerprints {
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
    structure = List.copyOf(structure);
    derived = List.copyOf(Objects.requireNonNullElse(derived, List.of()));
    notes = List.copyOf(Objects.requireNonNullElse(notes, List.of()));
  }

  /** Of a database in which nothing is made anew and everything was compared. */
  public Fingerprints(
      String algorithm,
      Instant takenAt,
      String serverVersion,
      List<TableFingerprint> tables,
      List<SequenceState> sequences,
      LargeObjects largeObjects,
      List<StructureItem> structure) {
    this(
        algorithm,
        takenAt,
        serverVersion,
        tables,
        sequences,
        largeObjects,
        structure,
        List.of(),
        List.of());
  }

  /**
   * @param rows number of rows
   * @param hash order-free hash over all rows: equal for equal multisets
   */
  public record TableFingerprint(String schema, String table, long rows, String hash) {
    public String name() {
      return schema + "." + table;
    }
  }

  /**
   * @param state last value and whether it has been handed out
   */
  public record SequenceState(String schema, String sequence, String state) {
    public String name() {
      return schema + "." + sequence;
    }
  }

  /**
   * @param count number of large objects
   * @param bytes in all
   * @param hash order-free hash over number and content of each
   */
  public record LargeObjects(long count, long bytes, String hash) {
    public static final LargeObjects NONE = new LargeObjects(0, 0, "-");
  }

  /**
   * @param kind German name of the kind of object
   * @param hash of its definition
   */
  public record StructureItem(String kind, String schema, String object, String hash) {
    public String name() {
      return kind + " " + (schema.isEmpty() ? "" : schema + ".") + object;
    }
  }

  /**
   * Something that a restore makes anew, such as the rows of a materialized view.
   *
   * @param state to be shown, or a hash with # before it
   * @param reason German: why it may differ
   */
  public record Derived(String object, String state, String reason) {
    boolean shown() {
      return !state.startsWith("#");
    }
  }

  /**
   * Something that was not compared, or differs for a known reason.
   *
   * @param reason German
   */
  public record Note(String object, String reason) {
    /** For people. */
    public String text() {
      return object + ": " + reason;
    }
  }

  public long rows() {
    return tables.stream().mapToLong(TableFingerprint::rows).sum();
  }
}
