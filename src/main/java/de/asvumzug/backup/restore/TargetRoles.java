package de.asvumzug.backup.restore;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.ClusterInventory.Role;
import de.asvumzug.backup.postgres.PostgresTools;
import de.asvumzug.host.Host;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Roles that a move makes on the target's cluster: without log-in and without a password, so that
 * what belongs to them or was granted to them has a place. Their comment tells whose they are;
 * those of a trial end with it.
 */
public final class TargetRoles {
  private static final String MARKED =
      "select rolname as name from pg_roles where shobj_description(oid, 'pg_authid') like :'mark'"
          + " || ' %' order by 1";

  private static final String CREATE =
      """
      begin;
      create role :"name" nologin %s connection limit :limit;
      comment on role :"name" is :'mark';
      commit;
      """;

  private final Host host;
  private final Postgres postgres;
  private final String maintenance;
  private final Mark mark;

  public TargetRoles(Host host, Postgres postgres, String maintenance, Mark mark) {
    this.host = host;
    this.postgres = postgres;
    this.maintenance = maintenance;
    this.mark = mark;
  }

  /** Makes what the old cluster's roles have here and the target lacks. */
  public void make(ClusterInventory inventory) throws IOException, InterruptedException {
    for (Role role : inventory.roles()) {
      if (role.referenced()) {
        make(role);
      }
    }
  }

  private void make(Role role) throws IOException, InterruptedException {
    Optional<String> comment = comment(role.name());
    if (comment.isEmpty()) {
      int limit = role.connectionLimit() == null ? -1 : role.connectionLimit();
      script(
          CREATE.formatted(Boolean.FALSE.equals(role.inherits()) ? "noinherit" : "inherit"),
          Map.of("name", role.name(), "limit", Integer.toString(limit), "mark", mark.text()));
    } else if (!mark.isTrial() && mark.ofTrial(comment.get())) {
      script(
          "comment on role :\"name\" is :'mark';",
          Map.of("name", role.name(), "mark", mark.text()));
    }
  }

  /** A role without anything, for a trial before the installer makes it. */
  public void makeOwner(String name) throws IOException, InterruptedException {
    make(new Role(name, false, false, true, true, -1));
  }

  /** All that this move has made and that are still there. */
  public List<String> made() throws IOException, InterruptedException {
    return postgres.query(maintenance, MARKED, Map.of("mark", mark.ofMove())).stream()
        .map(row -> row.get("name"))
        .toList();
  }

  /** Removes a role of this move that nothing belongs to any more; another's stays. */
  public void drop(String name) throws IOException, InterruptedException {
    Optional<String> comment = comment(name);
    if (comment.isPresent()
        && mark.ours(comment.get())
        && mark.isTrial() == mark.ofTrial(comment.get())) {
      script("drop role :\"name\";", Map.of("name", name));
    }
  }

  /** Removes all roles of a trial; none of them has anything once its database is gone. */
  public void dropTrial() throws IOException, InterruptedException {
    for (String name : made()) {
      drop(name);
    }
  }

  public boolean exists(String name) throws IOException, InterruptedException {
    return comment(name).isPresent();
  }

  private Optional<String> comment(String name) throws IOException, InterruptedException {
    return postgres
        .query(
            maintenance,
            "select rolname, coalesce(shobj_description(oid, 'pg_authid'), '') as mark"
                + " from pg_roles where rolname = :'name'",
            Map.of("name", name))
        .stream()
        .map(row -> row.get("mark"))
        .findFirst();
  }

  private void script(String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    PostgresTools.script(host, postgres, maintenance, sql, variables);
  }
}
