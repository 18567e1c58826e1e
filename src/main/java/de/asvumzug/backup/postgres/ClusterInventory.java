package de.asvumzug.backup.postgres;

import java.util.List;

/**
 * What lives on a PostgreSQL cluster beside the ASV data (docs/domain.md §3.2: mark books and
 * account syncs use the same cluster). Evidence {@code cluster-inventory}; holds names and sizes,
 * no passwords.
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
 * @param settings settings of the ASV database and of the roles that work in it, which a dump does
 *     not hold
 * @param rights rights on the ASV database itself
 * @param memberships of roles that have something to do with the ASV database
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
    List<Setting> settings,
    DatabaseRights rights,
    List<Membership> memberships) {

  /** Documents of earlier versions of this product know neither rights nor memberships. */
  public ClusterInventory {
    rights = rights == null ? new DatabaseRights(-1, null) : rights;
    memberships = memberships == null ? List.of() : List.copyOf(memberships);
  }

  /** A database; size in bytes. */
  public record DatabaseOn(String name, String owner, String encoding, String collate, long size) {}

  /** A schema and its owner. */
  public record Named(String name, String owner) {}

  /**
   * A role.
   *
   * @param referenced whether something of the ASV database is owned by it, granted to it or set
   *     for it, itself or by membership
   * @param inherits whether it has the rights of its groups without asking; null if not known
   * @param connectionLimit -1 for none; null if not known
   */
  public record Role(
      String name,
      boolean login,
      boolean superuser,
      boolean referenced,
      Boolean inherits,
      Integer connectionLimit) {}

  /** A table's qualified name. */
  public record Table(String schema, String name) {}

  /**
   * A setting as it takes effect in the ASV database, e.g. search_path; role is null if it is for
   * all.
   */
  public record Setting(String role, String name, String value) {}

  /**
   * Rights on the database itself.
   *
   * @param connectionLimit -1 for none
   * @param grants null where nobody has changed what PostgreSQL gives by itself; those of the
   *     database's owner are not among them
   */
  public record DatabaseRights(int connectionLimit, List<Grant> grants) {}

  /** A right on the database; the role is null if everybody has it. */
  public record Grant(String role, String privilege, boolean grantable) {}

  /** That a role is a member of a group, and may take others in. */
  public record Membership(String group, String member, boolean admin) {}

  /** Whether a role is a superuser there. */
  public boolean superuser(String role) {
    return roles.stream().anyMatch(r -> r.name().equals(role) && r.superuser());
  }

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
