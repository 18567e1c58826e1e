package de.asvumzug.backup.postgres;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.Scripts;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the fresh installation's owner the owner of what the old server's owner had in a restored
 * database; see {@code backup/take-over.sql} for what goes and what stays.
 */
public final class OwnershipTransfer {
  private static final String JOB = "take-over";
  private static final int NAMED = 10;

  private static final String LEFT =
      """
      select pg_describe_object(classid, objid, objsubid) as object from pg_shdepend
       where dbid = (select oid from pg_database where datname = current_database())
         and refclassid = 'pg_authid'::regclass and refobjid = (select oid from pg_roles where rolname = :'old')
       order by 1
      """;

  private final Host host;
  private final Postgres postgres;
  private final String schema;

  /**
   * @param schema ASV's own
   */
  public OwnershipTransfer(Host host, Postgres postgres, String schema) {
    this.host = host;
    this.postgres = postgres;
    this.schema = schema;
  }

  /**
   * May be repeated.
   *
   * @param database the restored database
   * @param superuser whether the old owner was one on the old server
   * @throws OperationFailed (permanent) naming what an ordinary old owner still has
   */
  public void run(String database, String old, boolean superuser, Jobs jobs)
      throws IOException, InterruptedException {
    String owner = postgres.database().owner();
    if (old.equals(owner)) {
      return;
    }
    JobResult result =
        jobs.run(
            host,
            JOB,
            postgres
                .psql(
                    database,
                    Map.of(
                        "old", old,
                        "new", owner,
                        "schema", schema,
                        "superuser", superuser ? "t" : "f"))
                .withInput(Scripts.resource("take-over.sql")),
            Jobs.Poll.NOTHING);
    PostgresTools.requireStartedBefore(
        host, "Das Übertragen der Datenbankobjekte auf " + owner, result);
    if (!superuser) {
      requireNothing(database, old);
    }
  }

  private void requireNothing(String database, String old)
      throws IOException, InterruptedException {
    List<String> left =
        postgres.query(database, LEFT, Map.of("old", old)).stream()
            .map(row -> row.get("object"))
            .toList();
    if (!left.isEmpty()) {
      throw OperationFailed.permanent(
          """
          In der Datenbank %s auf %s hängt noch %s-mal etwas an der Rolle %s, die sich dort \
          nicht anmelden kann: %s."""
              .formatted(
                  database,
                  host.name(),
                  left.size(),
                  old,
                  left.stream().limit(NAMED).collect(Collectors.joining("; "))),
          "Bitte am alten Server klären, wem es gehören soll, und den Schritt wiederholen.");
    }
  }
}
