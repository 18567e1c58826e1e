package de.asvumzug.backup;

import java.util.List;

/**
 * What lives on a PostgreSQL cluster beside the ASV data (asv-domain §3.2: mark books and account
 * syncs use the same cluster). Evidence {@code cluster-inventory}; holds names and sizes, no
 * passwords.
 *
 * @param machine from which the cluster is reached
 * @param serverVersion e.g. 14.24
 * @param databases all databases that can be connected to
 * @param schemas schemas of the ASV database that do not belong to PostgreSQL
 * @param roles all roles but PostgreSQL's own
 * @param tablespaces tablespaces but PostgreSQL's own
 * @param extensions extensions of the ASV database
 * @param tables tables of the ASV database that hold rows of their own
 * @param largeObjects number of large objects in the ASV database
 * @param settings settings of the ASV database, which a dump does not hold
 */
public record ClusterInventory(
    String machine,
    String serverVersion,
    List<DatabaseOn> databases,
    List<Named> schemas,
    List<Role> roles,
    List<String> tablespaces,
    List<String> extensions,
    List<Table> tables,
    long largeObjects,
    List<Setting> settings) {

  /** A database; size in bytes. */
  public record DatabaseOn(String name, String owner, String encoding, String collate, long size) {}

  /** A schema and its owner. */
  public record Named(String name, String owner) {}

  /**
   * A role.
   *
   * @param referenced whether something in the ASV database is owned by it or granted to it
   */
  public record Role(String name, boolean login, boolean superuser, boolean referenced) {}

  /** A table's qualified name. */
  public record Table(String schema, String name) {}

  /** A setting of the database, e.g. search_path; role is null if it is for all. */
  public record Setting(String role, String name, String value) {}

  /** Bytes of a database; 0 if it is not there. */
  public long size(String database) {
    return databases.stream()
        .filter(d -> d.name().equals(database))
        .mapToLong(DatabaseOn::size)
        .sum();
  }

  /** Databases other than the given one and PostgreSQL's own. */
  public List<DatabaseOn> others(String database) {
    return databases.stream()
        .filter(d -> !d.name().equals(database) && !d.name().equals("postgres"))
        .toList();
  }
}
