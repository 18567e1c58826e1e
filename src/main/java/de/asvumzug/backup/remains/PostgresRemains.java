package de.asvumzug.backup.remains;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.asv.fence.MarksOfMoves;
import de.asvumzug.asv.fence.MarksOfMoves.NewDatabase;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.remains.Deletion.Deleted;
import de.asvumzug.backup.remains.Remains.Clearing;
import de.asvumzug.backup.restore.Mark;
import de.asvumzug.backup.restore.TargetDatabases;
import de.asvumzug.backup.restore.TargetDatabases.Found;
import de.asvumzug.backup.restore.TargetRoles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Databases and roles on a PostgreSQL server; whose they are, their comments tell. */
final class PostgresRemains implements DatabaseRemains {
  private static final String DATABASES =
      """
      select datname as name, oid, coalesce(shobj_description(oid, 'pg_database'), '') as mark,
             pg_size_pretty(pg_database_size(oid)) as size, (select system_identifier::text from pg_control_system()) as system
        from pg_database where not datistemplate order by datname
      """;

  private final Secrets secrets;
  private final BackupSettings settings;

  PostgresRemains(Secrets secrets, BackupSettings settings) {
    this.secrets = secrets;
    this.settings = settings;
  }

  @Override
  public void find(Endpoint target, Mark mark, Finds finds) throws InterruptedException {
    finds.carefully("Datenbanken", () -> databases(target, mark, finds));
    finds.carefully("Rollen", () -> roles(target, mark, finds));
  }

  private void databases(Endpoint target, Mark mark, Finds finds)
      throws IOException, InterruptedException {
    Database planned = target.installation().database();
    List<NewDatabase> noted =
        new MarksOfMoves(target.host())
            .databases().stream()
                .filter(one -> one.migrationId().equals(mark.migrationId()))
                .toList();
    for (Map<String, String> row : rows(target, DATABASES)) {
      String name = row.get("name");
      String what = "Datenbank " + name + " (" + row.get("size") + ")";
      boolean fresh =
          noted.stream()
              .anyMatch(
                  one ->
                      Long.toString(one.oid()).equals(row.get("oid"))
                          && one.systemIdentifier().equals(row.get("system")));
      if (mark.ours(row.get("mark"))) {
        finds.add(
            what,
            name.equals(planned.name())
                ? "eingespielte Daten der Schulen, laut Kennzeichen"
                : fresh
                    ? "von der Neuinstallation, weggelegt, laut Kennzeichen"
                    : "von diesem Umzug angelegt, laut Kennzeichen",
            Clearing.PRODUCT);
      } else if (fresh && row.get("mark").isEmpty()) {
        finds.add(what, "von der Neuinstallation dieses Umzugs angelegt", Clearing.PRODUCT);
      } else if (name.equals(planned.name()) && !target.installation().inUse()) {
        finds.add(what, "ohne Kennzeichen dieses Umzugs; bitte klären", Clearing.BY_HAND);
      }
    }
  }

  private void roles(Endpoint target, Mark mark, Finds finds)
      throws IOException, InterruptedException {
    Postgres postgres = postgres(target);
    TargetRoles roles =
        new TargetRoles(target.host(), postgres, settings.maintenanceDatabase(), mark);
    String owner = target.installation().database().owner();
    List<String> made = roles.made();
    for (String role : made) {
      finds.add("Rolle " + role, "ohne Anmelderecht, von diesem Umzug angelegt", Clearing.PRODUCT);
    }
    if (!target.installation().inUse() && !made.contains(owner) && roles.exists(owner)) {
      finds.add(
          "Rolle " + owner,
          "Eigentümer der Datenbank; vom Installer angelegt oder schon vorher da",
          Clearing.STAYS);
    }
  }

  @Override
  public void deleteCopies(Endpoint target, BackupContext act, List<Deleted> gone)
      throws IOException, InterruptedException {
    TargetDatabases databases = targetDatabases(target, act);
    for (String name :
        List.of(databases.before(), databases.fresh(), databases.cloned(), databases.trial())) {
      Optional<Found> found = databases.look(name);
      if (found.isPresent()) {
        databases.drop(found.get());
        gone.add(new Deleted("Datenbank " + name, null));
      }
    }
  }

  @Override
  public void remove(Endpoint target, MarksOfMoves marks, BackupContext act, List<Deleted> gone)
      throws IOException, InterruptedException {
    if (!target.installation().inUse()) {
      removeDatabase(target, marks, act, gone);
    }
    removeRoles(target, act, gone);
  }

  /** The one that a server of this move would use: restored, or as the installation has made it. */
  private void removeDatabase(
      Endpoint target, MarksOfMoves marks, BackupContext act, List<Deleted> gone)
      throws IOException, InterruptedException {
    TargetDatabases databases = targetDatabases(target, act);
    Optional<Found> current = databases.look(databases.current());
    if (current.isEmpty()) {
      return;
    }
    Optional<NewDatabase> noted =
        marks.databases().stream()
            .filter(one -> one.migrationId().equals(act.migrationId()))
            .findFirst();
    boolean removed =
        databases.ours(current.get())
            ? databases.dropOurs(current.get())
            : noted.isPresent() && databases.dropNew(current.get(), noted.get());
    if (removed) {
      gone.add(new Deleted("Datenbank " + current.get().name(), null));
    }
  }

  /** A role that something still belongs to stays, and is named by the next look. */
  private void removeRoles(Endpoint target, BackupContext act, List<Deleted> gone)
      throws IOException, InterruptedException {
    TargetRoles roles =
        new TargetRoles(
            target.host(),
            postgres(target),
            settings.maintenanceDatabase(),
            new Mark(act.migrationId(), act.stepKey(), false));
    for (String role : roles.made()) {
      try {
        roles.drop(role);
        gone.add(new Deleted("Rolle " + role, null));
      } catch (OperationFailed e) {
        act.notes().note("Die Rolle " + role + " bleibt", Map.of("reason", e.getMessage()));
      }
    }
  }

  private TargetDatabases targetDatabases(Endpoint target, BackupContext act) {
    return new TargetDatabases(
        target.host(), postgres(target), settings.maintenanceDatabase(), act);
  }

  private List<Map<String, String>> rows(Endpoint target, String sql)
      throws IOException, InterruptedException {
    return postgres(target).query(settings.maintenanceDatabase(), sql, Map.of());
  }

  private Postgres postgres(Endpoint target) {
    return new Postgres(target.host(), target.installation().database(), secrets);
  }
}
