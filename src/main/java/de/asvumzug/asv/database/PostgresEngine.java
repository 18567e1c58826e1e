package de.asvumzug.asv.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The database of an Enterprise installation, on a PostgreSQL server. */
final class PostgresEngine implements DatabaseEngine {
  private final Secrets secrets;

  PostgresEngine(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public Optional<String> value(Endpoint endpoint, String sql)
      throws IOException, InterruptedException {
    List<Map<String, String>> rows = postgres(endpoint).query(sql, Map.of());
    if (rows.size() != 1 || rows.get(0).size() != 1) {
      throw OperationFailed.permanent(
          "Die Abfrage „%s“ an die Datenbank auf %s hat %s Zeilen ergeben statt einer."
              .formatted(sql, endpoint.host().name(), rows.size()),
          "Bitte asv.structure prüfen.");
    }
    return Optional.of(rows.get(0).values().iterator().next());
  }

  @Override
  public long dataBytes(Endpoint endpoint) throws IOException, InterruptedException {
    return Long.parseLong(
        postgres(endpoint)
            .query("select pg_database_size(current_database()) as size", Map.of())
            .get(0)
            .get("size"));
  }

  @Override
  public DatabaseIdentity identity(Endpoint endpoint) throws IOException, InterruptedException {
    Map<String, String> row =
        postgres(endpoint)
            .query(
                "select (select system_identifier from pg_control_system())::text as system, oid"
                    + " from pg_database where datname = current_database()",
                Map.of())
            .get(0);
    return new DatabaseIdentity(
        endpoint.installation().database().name(),
        row.get("system"),
        Long.parseLong(row.get("oid")));
  }

  @Override
  public List<String> unplannedFiles(Endpoint endpoint) throws IOException {
    return H2Engine.hasFolder(endpoint)
        ? List.of(
            "geplant ist %s, der Ordner %s gehört aber zu School"
                .formatted(
                    endpoint.installation().variant().label(), LayoutSettings.DATABASE_FOLDER))
        : List.of();
  }

  @Override
  public void requirePlannedOwner(Endpoint endpoint) throws IOException, InterruptedException {
    Database planned = endpoint.installation().database();
    Map<String, String> row =
        postgres(endpoint)
            .query(
                "select rolname as owner, rolcanlogin::text as login from pg_database"
                    + " join pg_roles on pg_roles.oid = datdba where datname = current_database()",
                Map.of())
            .get(0);
    if (!planned.owner().equals(row.get("owner")) || !"true".equals(row.get("login"))) {
      throw OperationFailed.permanent(
          "Die Datenbank %s auf %s gehört der Rolle %s%s; geplant ist %s mit Anmelderecht."
              .formatted(
                  planned.name(),
                  endpoint.host().name(),
                  row.get("owner"),
                  "true".equals(row.get("login")) ? "" : ", die sich nicht anmelden darf",
                  planned.owner()),
          """
          Bitte den Eigentümer richtigstellen (alter database … owner to …; alter role … login) \
          und das Kennwort in der lokalen Datei des Servers prüfen.""");
    }
  }

  private Postgres postgres(Endpoint endpoint) {
    return new Postgres(endpoint.host(), endpoint.installation().database(), secrets);
  }
}
