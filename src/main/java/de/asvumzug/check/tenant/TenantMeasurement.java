package de.asvumzug.check.tenant;

import de.asvumzug.check.fingerprint.Fingerprints.TableFingerprint;
import de.asvumzug.check.fingerprint.NumbersPerSchool;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a database held of some schools and of all others at one moment, as counts and hashes. Equal
 * content gives equal hashes on H2 and PostgreSQL; names are lower case.
 *
 * @param algorithm names the way the hashes were made; only equal ones can be compared
 * @param takenAt on the database server's clock
 * @param schools per Schulnummer the rows that a school backup carries completely
 * @param partial per Schulnummer the rows that it may carry in part only
 * @param leftBehind per Schulnummer the number of rows of each table that it does not carry
 * @param others rows of all tables that belong to none of the schools, or to other schools too;
 *     everything if no school was asked for
 * @param valueLists value lists, each for itself, without the columns that tell who wrote a row
 * @param columns columns of each table, sorted
 * @param numbers pupils, classes and teachers of every school in the database
 * @param uncovered tables that hang on a school's rows by foreign keys but are not in the settings:
 *     their rows are counted among {@code others}
 */
public record TenantMeasurement(
    String algorithm,
    Instant takenAt,
    Map<String, List<TableFingerprint>> schools,
    Map<String, List<PartialFingerprint>> partial,
    Map<String, Map<String, Long>> leftBehind,
    List<TableFingerprint> others,
    List<TableFingerprint> valueLists,
    Map<String, List<String>> columns,
    NumbersPerSchool numbers,
    List<String> uncovered) {

  /**
   * Rows of a table that a school backup need not carry completely.
   *
   * @param table label as in the settings
   * @param compared columns that must be equal; empty if rows may be missing altogether
   * @param key order-free hash over those columns
   * @param hash order-free hash over all columns
   */
  public record PartialFingerprint(
      String table, long rows, List<String> compared, String key, String hash) {}

  /** Whether the school has any row that its backup carries. */
  public boolean holds(String school) {
    return schools.getOrDefault(school, List.of()).stream().anyMatch(table -> table.rows() > 0);
  }
}
