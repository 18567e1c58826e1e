package de.asvumzug.backup.trial;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.Scripts;
import de.asvumzug.backup.postgres.PostgresTools;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates on the old server, over a few rows, what a restore evaluates while it loads; a restore
 * has no search path, so a function that needs one fails there, and only where there are rows.
 */
final class ExpressionTrial {
  private static final int ROWS = 50;
  private static final int SECONDS = 10;
  private static final Pattern ANSWER = Pattern.compile("NOTICE: +([^;]+);([^;]+);(.+)");
  private static final String TIMED_OUT = "TIMEOUT";

  private ExpressionTrial() {}

  /**
   * @param broken object and the server's words
   * @param unchecked what took too long
   */
  record Result(List<String> broken, List<String> unchecked) {}

  static Result run(Host host, Postgres postgres, String job, Jobs jobs)
      throws IOException, InterruptedException {
    JobResult result =
        jobs.run(
            host,
            job,
            postgres
                .psql(
                    postgres.database().name(),
                    Map.of("rows", Integer.toString(ROWS), "seconds", Integer.toString(SECONDS)))
                .withInput(Scripts.resource("expressions.sql")),
            Jobs.Poll.NOTHING);
    PostgresTools.requireStartedBefore(host, "Das Prüfen der Ausdrücke in der Datenbank", result);
    List<String> broken = new ArrayList<>();
    List<String> unchecked = new ArrayList<>();
    Matcher answer = ANSWER.matcher(result.logTail());
    while (answer.find()) {
      String object = answer.group(1) + " " + answer.group(2);
      if (answer.group(3).equals(TIMED_OUT)) {
        unchecked.add(object);
      } else {
        broken.add(object + ": " + answer.group(3));
      }
    }
    return new Result(broken, unchecked);
  }
}
