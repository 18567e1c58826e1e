package de.asvumzug.backup.postgres;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.postgres.ClusterInventory.DatabaseRights;
import de.asvumzug.backup.postgres.ClusterInventory.Grant;
import de.asvumzug.backup.postgres.ClusterInventory.Membership;
import de.asvumzug.backup.postgres.ClusterInventory.Setting;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a dump of one database leaves out although it belongs to the database: rights and connection
 * limit on it, settings for it, memberships of the roles that work in it. May be repeated.
 *
 * <p>{@code pg_restore --create} would bring the first two, but only to a database of the old name.
 * Settings of a role for all databases are set for this one: others on the target are not to
 * notice.
 */
public final class DatabaseProperties {
  private static final String LIMIT = "alter database :\"database\" connection limit :limit;\n";

  /** The owner of the database keeps what PostgreSQL gives it. */
  private static final String NO_RIGHTS = "revoke all on database :\"database\" from public;\n";

  private static final String SET =
      """
      select coalesce(r.rolname, '') as role, split_part(c.entry, '=', 1) as name
        from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase and d.datname = :'database'
        left join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) c(entry)
      """;

  private static final Set<String> PRIVILEGES = Set.of("CONNECT", "CREATE", "TEMPORARY");

  private final Host host;
  private final Postgres postgres;
  private final String maintenance;
  private final String database;
  private final UnaryOperator<String> roles;

  /**
   * @param database that gets them
   * @param oldOwner role that owned ASV's data on the old server; what was its own becomes the
   *     target's owner's
   */
  public DatabaseProperties(
      Host host, Postgres postgres, String maintenance, String database, String oldOwner) {
    this.host = host;
    this.postgres = postgres;
    this.maintenance = maintenance;
    this.database = database;
    String owner = postgres.database().owner();
    this.roles = role -> role.equals(oldOwner) ? owner : role;
  }

  /**
   * A setting that the target's PostgreSQL does not take.
   *
   * @param role null if for all
   * @param reason in the server's words
   */
  public record Refused(String role, String name, String value, String reason) {
    public String object() {
      return name + (role == null ? "" : " (" + role + ")");
    }
  }

  /** A setting as the fingerprint of the structure names it. */
  public static String compared(String setting) {
    return "Einstellung " + setting;
  }

  /** Carries all; what the target refuses of the settings is returned and not there. */
  public List<Refused> carry(ClusterInventory inventory) throws IOException, InterruptedException {
    Set<String> there = existingRoles();
    rights(inventory.rights(), there);
    for (Membership membership : inventory.memberships()) {
      membership(membership, there);
    }
    List<Refused> refused = new ArrayList<>();
    for (Setting setting : inventory.settings()) {
      String role = setting.role() == null ? null : roles.apply(setting.role());
      if (role == null || there.contains(role)) {
        set(role, setting, refused);
      }
    }
    return refused;
  }

  /** Settings of the old database that this one does not have, by name and role. */
  public List<String> missing(ClusterInventory inventory) throws IOException, InterruptedException {
    Set<String> there = existingRoles();
    Set<String> set = new TreeSet<>();
    for (Map<String, String> row : postgres.query(maintenance, SET, Map.of("database", database))) {
      set.add(key(row.get("role"), row.get("name")));
    }
    List<String> missing = new ArrayList<>();
    for (Setting setting : inventory.settings()) {
      String role = setting.role() == null ? "" : roles.apply(setting.role());
      boolean expected = role.isEmpty() || there.contains(role);
      if (expected && !set.contains(key(role, setting.name()))) {
        missing.add(
            setting.name().toLowerCase(Locale.ROOT)
                + (role.isEmpty() ? "" : " (" + shown(role) + ")"));
      }
    }
    return missing;
  }

  /** Whatever the owner is called. */
  private String shown(String role) {
    return role.equals(postgres.database().owner()) ? "(Eigentümer)" : role;
  }

  private static String key(String role, String name) {
    return name.toLowerCase(Locale.ROOT) + " " + role;
  }

  private Set<String> existingRoles() throws IOException, InterruptedException {
    return postgres.query(maintenance, "select rolname as name from pg_roles", Map.of()).stream()
        .map(row -> row.get("name"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void rights(DatabaseRights rights, Set<String> there)
      throws IOException, InterruptedException {
    script(LIMIT, Map.of("limit", Integer.toString(rights.connectionLimit())));
    if (rights.grants() == null) {
      return;
    }
    script(NO_RIGHTS, Map.of());
    for (Grant grant : rights.grants()) {
      String role = grant.role() == null ? null : roles.apply(grant.role());
      if (role == null) {
        script(grantLine(grant, "public"), Map.of());
      } else if (there.contains(role) && !role.equals(postgres.database().owner())) {
        script(grantLine(grant, ":\"role\""), Map.of("role", role));
      }
    }
  }

  private static String grantLine(Grant grant, String to) {
    if (!PRIVILEGES.contains(grant.privilege())) {
      throw new IllegalArgumentException("not a right on a database: " + grant.privilege());
    }
    return "grant %s on database :\"database\" to %s%s;\n"
        .formatted(grant.privilege(), to, grant.grantable() ? " with grant option" : "");
  }

  private void membership(Membership membership, Set<String> there)
      throws IOException, InterruptedException {
    String group = roles.apply(membership.group());
    String member = roles.apply(membership.member());
    if (there.containsAll(List.of(group, member)) && !group.equals(member)) {
      script(
          """
          grant :"group" to :"member"%s;
          """
              .formatted(membership.admin() ? " with admin option" : ""),
          Map.of("group", group, "member", member));
    }
  }

  /** Never by way of a session that has the setting: it would hold for the statement as well. */
  private void set(String role, Setting setting, List<Refused> refused)
      throws IOException, InterruptedException {
    List<String> values = SettingValue.elements(setting.name(), setting.value());
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("database", database);
    variables.put("name", setting.name());
    for (int i = 0; i < values.size(); i++) {
      variables.put("value" + i, values.get(i));
    }
    String whose = "database :\"database\"";
    if (role != null) {
      variables.put("role", role);
      whose = "role :\"role\" in database :\"database\"";
    }
    String list =
        IntStream.range(0, values.size())
            .mapToObj(i -> ":'value" + i + "'")
            .collect(Collectors.joining(", "));
    // A custom setting's name has a dot between its two parts.
    String name = setting.name().contains(".") ? dotted(setting.name(), variables) : ":\"name\"";
    CommandResult result =
        host.run(
            postgres
                .psql(maintenance, variables)
                .withInput(
                    "alter "
                        + whose
                        + " set "
                        + name
                        + " to "
                        + (list.isEmpty() ? "''" : list)
                        + ";\n"));
    if (!result.succeeded()) {
      refused.add(
          new Refused(
              role == null ? null : shown(role),
              setting.name(),
              setting.value(),
              PostgresTools.error(result.errors())));
    }
  }

  private static String dotted(String name, Map<String, String> variables) {
    String[] parts = name.split("\\.");
    for (int i = 0; i < parts.length; i++) {
      variables.put("part" + i, parts[i]);
    }
    return IntStream.range(0, parts.length)
        .mapToObj(i -> ":\"part" + i + "\"")
        .collect(Collectors.joining("."));
  }

  private void script(String sql, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> variables = new LinkedHashMap<>(more);
    variables.put("database", database);
    PostgresTools.script(host, postgres, maintenance, sql, variables);
  }
}
