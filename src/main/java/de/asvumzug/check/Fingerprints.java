package de.asvumzug.check;

import java.time.Instant;
import java.util.List;

/**
 * What a database held at one moment, as counts and hashes: no content of it can be read back.
 *
 * @param algorithm names the way the hashes were made; only equal ones can be compared
 * @param takenAt on the database server's clock
 * @param serverVersion as the database names itself
 * @param tables all tables of all schemas but the system's, foreign ones too
 * @param sequences with their state
 * @param largeObjects PostgreSQL large objects
 * @param structure definitions of columns, constraints, indexes, triggers, views, functions
 */
public record Fingerprints(
    String algorithm,
    Instant takenAt,
    String serverVersion,
    List<TableFingerprint> tables,
    List<SequenceState> sequences,
    LargeObjects largeObjects,
    List<StructureItem> structure) {

  public Fingerprints {
    tables = List.copyOf(tables);
    sequences = List.copyOf(sequences);
    structure = List.copyOf(structure);
  }

  /**
   * @param rows number of rows
   * @param hash order-free hash over all rows: equal for equal multisets
   */
  public record TableFingerprint(String schema, String table, long rows, String hash) {
    String name() {
      return schema + "." + table;
    }
  }

  /**
   * @param state last value and whether it has been handed out
   */
  public record SequenceState(String schema, String sequence, String state) {
    String name() {
      return schema + "." + sequence;
    }
  }

  /**
   * @param count number of large objects
   * @param bytes in all
   * @param hash order-free hash over number and content of each
   */
  public record LargeObjects(long count, long bytes, String hash) {
    static final LargeObjects NONE = new LargeObjects(0, 0, "-");
  }

  /**
   * @param kind German name of the kind of object
   * @param hash of its definition
   */
  public record StructureItem(String kind, String schema, String object, String hash) {
    String name() {
      return kind + " " + (schema.isEmpty() ? "" : schema + ".") + object;
    }
  }

  public long rows() {
    return tables.stream().mapToLong(TableFingerprint::rows).sum();
  }
}
