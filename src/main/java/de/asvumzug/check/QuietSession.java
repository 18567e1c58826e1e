package de.asvumzug.check;

import de.asvumzug.asv.Postgres;
import de.asvumzug.asv.Site;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Sessions that look at a server while people work on it: they read only, wait for nobody and end
 * by themselves, whatever is set on the database or for the role. Names are looked up as a restore
 * looks them up: with an empty search path.
 */
final class QuietSession {
  private static final Duration SHORT = Duration.ofSeconds(20);

  private final Site site;
  private final Postgres postgres;
  private final Duration limit;

  /** For questions to the catalogs. */
  QuietSession(Site site, Secrets secrets) {
    this(site, secrets, SHORT);
  }

  /**
   * @param limit after which the server ends a statement
   */
  QuietSession(Site site, Secrets secrets, Duration limit) {
    this.site = site;
    this.postgres = new Postgres(site.host(), site.installation().database(), secrets);
    this.limit = limit;
  }

  /** Rows of the script's one answer, from the plan's database. */
  List<Map<String, String>> rows(String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    return rows(postgres.database().name(), sql, variables);
  }

  List<Map<String, String>> rows(String database, String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    return Postgres.rows(run(database, sql, variables).output());
  }

  /**
   * @throws OperationFailed (passing) if the server refuses the script; not for statements that the
   *     script lets fail
   */
  CommandResult run(String database, String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    CommandResult result =
        site.host()
            .run(postgres.psql(database, variables).with("PGOPTIONS", options()).withInput(sql));
    if (!result.succeeded()) {
      throw OperationFailed.passing(
          "PostgreSQL auf "
              + site.host().name()
              + " (Datenbank "
              + database
              + ") hat eine Abfrage nicht beantwortet: "
              + result.errors().strip());
    }
    return result;
  }

  private String options() {
    return String.join(
        " ",
        "-c role=none",
        "-c statement_timeout=" + limit.toMillis(),
        "-c lock_timeout=2000",
        "-c idle_in_transaction_session_timeout=0",
        "-c default_transaction_read_only=on",
        "-c default_transaction_isolation=read\\ committed",
        "-c default_transaction_deferrable=off",
        "-c search_path=pg_catalog",
        "-c row_security=off",
        "-c session_replication_role=origin",
        "-c standard_conforming_strings=on",
        "-c datestyle=ISO",
        "-c max_parallel_workers_per_gather=0",
        "-c work_mem=64MB",
        "-c jit=off");
  }

  static String resource(String name) throws IOException {
    try (InputStream in = QuietSession.class.getResourceAsStream("/check/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
