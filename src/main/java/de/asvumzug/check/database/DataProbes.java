package de.asvumzug.check.database;

import de.asvumzug.asv.database.Postgres;
import de.asvumzug.host.CommandResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Asks the old server the questions of {@code data-probes.sql}, a batch at a time, the small tables
 * first. A question that the server ends or refuses does not keep the others from being asked.
 */
final class DataProbes {
  /** Few enough for a command line. */
  private static final int BATCH = 300;

  private static final String ASKED = "asked";
  private static final String LOCKED = "locked";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final Pattern STATE = Pattern.compile("ERROR:\\s+([0-9A-Z]{5})");

  private final QuietSession session;
  private final String database;
  private final DataCheckSettings settings;

  DataProbes(QuietSession session, String database, DataCheckSettings settings) {
    this.session = session;
    this.database = database;
    this.settings = settings;
  }

  /** What a question looks for. */
  enum Kind {
    UNIQUE,
    EXCLUSION,
    FOREIGN,
    RULES,
    LENGTH
  }

  /**
   * @param name of the index or constraint; empty if the question is about a table
   */
  record Probe(String key, Kind kind, String relation, String name) {}

  /**
   * How a question was answered.
   *
   * @param found what was found, without any content of a row; empty if nothing
   * @param state SQLSTATE with which the server ended it; empty if it was answered
   * @param asked whether there was time for it
   */
  record Answer(Probe probe, String found, String state, boolean asked) {}

  List<Answer> ask(BooleanSupplier timeIsLeft) throws IOException, InterruptedException {
    Map<String, Probe> open = list();
    List<Answer> answers = new ArrayList<>();
    while (!open.isEmpty() && timeIsLeft.getAsBoolean()) {
      List<Answer> batch = batch(open);
      answers.addAll(batch);
      batch.forEach(answer -> open.remove(answer.probe().key()));
    }
    open.values().forEach(probe -> answers.add(new Answer(probe, "", "", false)));
    return answers;
  }

  private Map<String, Probe> list() throws IOException, InterruptedException {
    Map<String, Probe> probes = new LinkedHashMap<>();
    String sql =
        QuietSession.resource("data-probes.sql") + QuietSession.resource("data-probes-list.sql");
    for (Map<String, String> row : session.rows(database, sql, variables())) {
      String key = row.get("key");
      Kind kind = Kind.valueOf(key.substring(0, key.indexOf(' ')).toUpperCase(Locale.ROOT));
      probes.put(key, new Probe(key, kind, row.get("relation"), row.get("name")));
    }
    return probes;
  }

  private List<Answer> batch(Map<String, Probe> open) throws IOException, InterruptedException {
    List<String> keys = open.keySet().stream().limit(BATCH).toList();
    Map<String, String> variables = variables();
    variables.put("keys", String.join(",", keys));
    variables.put("time", seconds(settings.batch()));
    String sql =
        """
        \\set ON_ERROR_STOP 0
        \\set VERBOSITY sqlstate
        \\pset tuples_only on
        \\echo key,answer
        %s%s"""
            .formatted(
                QuietSession.resource("data-probes.sql"),
                QuietSession.resource("data-probes-ask.sql"));
    CommandResult result = session.run(database, sql, variables);
    Map<String, String> said = new LinkedHashMap<>();
    Postgres.rows(result.output()).forEach(row -> said.put(row.get("key"), row.get("answer")));
    List<String> states = states(result);
    if (said.containsKey(ASKED)) {
      return answers(open, keys, said, states);
    }
    if (states.isEmpty()) {
      throw new IOException("psql: " + result.errors().strip());
    }
    return keys.stream().map(key -> new Answer(open.get(key), "", states.get(0), true)).toList();
  }

  private static List<Answer> answers(
      Map<String, Probe> open, List<String> keys, Map<String, String> said, List<String> states)
      throws IOException {
    List<String> asked = Arrays.asList(said.get(ASKED).split(","));
    List<String> locked = Arrays.asList(said.getOrDefault(LOCKED, "").split(","));
    List<String> failed =
        asked.stream().filter(key -> !key.isEmpty() && !said.containsKey(key)).toList();
    if (failed.size() != states.size()) {
      throw new IOException("psql: " + failed.size() + " Fragen ohne Antwort: " + states);
    }
    List<Answer> answers = new ArrayList<>();
    for (String key : keys) {
      Probe probe = open.get(key);
      String text = said.get(key);
      if (failed.contains(key)) {
        answers.add(new Answer(probe, "", states.get(failed.indexOf(key)), true));
      } else if (locked.contains(key)) {
        answers.add(new Answer(probe, "", LOCK_NOT_AVAILABLE, true));
      } else if (text == null) {
        answers.add(new Answer(probe, "", "", true)); // dropped since the list was made
      } else if (text.startsWith("+")) {
        answers.add(new Answer(probe, text.substring(1), "", true));
      }
    }
    return answers;
  }

  private static List<String> states(CommandResult result) {
    return STATE.matcher(result.errors()).results().map(match -> match.group(1)).toList();
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("limit", Long.toString(settings.row().toBytes()));
    return variables;
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() + " milliseconds";
  }
}
