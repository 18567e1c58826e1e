package de.asvumzug.check.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.secret.Secrets;
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
public final class QuietSession {
  private static final Duration SHORT = Duration.ofSeconds(20);

  private final Endpoint endpoint;
  private final Postgres postgres;
  private final Duration limit;

  /** For questions to the catalogs. */
  public QuietSession(Endpoint endpoint, Secrets secrets) {
    this(endpoint, secrets, SHORT);
  }

  /**
   * @param limit after which the server ends a statement
   */
  public QuietSession(Endpoint endpoint, Secrets secrets, Duration limit) {
    this.endpoint = endpoint;
    this.postgres = new Postgres(endpoint.host(), endpoint.installation().database(), secrets);
    this.limit = limit;
  }

  /** Rows of the script's one answer, from the plan's database. */
  public List<Map<String, String>> rows(String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    return rows(postgres.database().name(), sql, variables);
  }

  public List<Map<String, String>> rows(String database, String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    return Postgres.rows(run(database, sql, variables).output());
  }

  /**
   * @throws OperationFailed (temporary) if the server refuses the script; not for statements that
   *     the script lets fail
   */
  CommandResult run(String database, String sql, Map<String, String> variables)
      throws IOException, InterruptedException {
    CommandResult result =
        endpoint
            .host()
            .run(
                Postgres.withSettings(
                    postgres.psql(database, variables).withInput(sql), settings()));
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
          "PostgreSQL auf %s (Datenbank %s) hat eine Abfrage nicht beantwortet: %s"
              .formatted(endpoint.host().name(), database, result.errors().strip()));
    }
    return new CommandResult(
        result.exitCode(), endpoint.host().system().text(result.output()), result.errors());
  }

  /** Beside what every session of ours sets; later ones count more. */
  private List<String> settings() {
    return List.of(
        "statement_timeout=" + limit.toMillis(),
        "lock_timeout=2000",
        "default_transaction_read_only=on",
        "row_security=off",
        "max_parallel_workers_per_gather=0",
        "work_mem=64MB",
        "jit=off");
  }

  static String resource(String name) throws IOException {
    try (InputStream in = QuietSession.class.getResourceAsStream("/check/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
