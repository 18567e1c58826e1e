package de.asvumzug.plan.answer;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.intake.FiledMigration;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Agreement of the schools to windows (table {@code umzug.vote}), written in the task's
 * transaction.
 */
@Repository
public class VoteRepository implements Votes {
  private final JdbcClient jdbc;
  private final Migrations migrations;
  private final Clock clock;

  public VoteRepository(JdbcClient jdbc, Migrations migrations, Clock planClock) {
    this.jdbc = jdbc;
    this.migrations = migrations;
    this.clock = planClock;
  }

  @Override
  @Transactional
  public void record(
      String migrationId, String school, String person, Map<Window, Boolean> fits, String comment) {
    FiledMigration current = current(migrationId);
    Participation.require(current.plan(), school);
    if (!current.plan().proposedWindows().containsAll(fits.keySet())) {
      throw new IllegalArgumentException(
          "Der Termin ist inzwischen ein anderer. Bitte laden Sie die Aufgabe neu.");
    }
    fits.forEach(
        (window, agreed) ->
            jdbc.sql(
                    """
                    insert into umzug.vote (migration, revision, school, window_start, window_end,
                      person, agreed, comment, at)
                    values (:migration, :revision, :school, :start, :end, :person, :agreed,
                      :comment, :at)""")
                .param("migration", migrationId)
                .param("revision", current.revision())
                .param("school", school)
                .param("start", Timestamp.from(stored(window).start()))
                .param("end", Timestamp.from(stored(window).end()))
                .param("person", person)
                .param("agreed", agreed)
                .param("comment", Participation.comment(comment))
                .param("at", Timestamp.from(clock.instant()))
                .update());
  }

  @Override
  public List<Vote> latest(String migrationId) {
    return latest(current(migrationId).plan());
  }

  private List<Vote> latest(Migration plan) {
    Map<Window, Window> proposed =
        plan.proposedWindows().stream()
            .collect(
                Collectors.toMap(VoteRepository::stored, window -> window, (one, same) -> one));
    return jdbc
        .sql(
            """
            select distinct on (school, window_start, window_end) revision, school, window_start,
              window_end, person, agreed, comment, at
            from umzug.vote where migration = :migration
            order by school, window_start, window_end, number desc""")
        .param("migration", plan.id())
        .query(
            (row, number) ->
                new Vote(
                    row.getInt("revision"),
                    row.getString("school"),
                    proposed.get(
                        new Window(
                            row.getTimestamp("window_start").toInstant(),
                            row.getTimestamp("window_end").toInstant())),
                    row.getString("person"),
                    row.getBoolean("agreed"),
                    row.getString("comment"),
                    row.getTimestamp("at").toInstant()))
        .list()
        .stream()
        .filter(vote -> vote.window() != null)
        .toList();
  }

  @Override
  public List<Vote> all(String migrationId) {
    return jdbc.sql(
            """
            select revision, school, window_start, window_end, person, agreed, comment, at
            from umzug.vote where migration = :migration order by number""")
        .param("migration", migrationId)
        .query(
            (row, number) ->
                new Vote(
                    row.getInt("revision"),
                    row.getString("school"),
                    new Window(
                        row.getTimestamp("window_start").toInstant(),
                        row.getTimestamp("window_end").toInstant()),
                    row.getString("person"),
                    row.getBoolean("agreed"),
                    row.getString("comment"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  /** The database keeps no more than microseconds, and would round what a plan has of them. */
  private static Window stored(Window window) {
    return new Window(
        window.start().truncatedTo(ChronoUnit.MICROS), window.end().truncatedTo(ChronoUnit.MICROS));
  }

  @Override
  public List<Window> asked(String migrationId, String school) {
    Migration plan = current(migrationId).plan();
    List<Window> open = open(plan, agreed(plan).getOrDefault(school, Set.of()));
    return open.isEmpty() ? plan.proposedWindows() : open;
  }

  private static List<Window> open(Migration plan, Set<Window> agreed) {
    return plan.proposedWindows().stream().filter(window -> !agreed.contains(window)).toList();
  }

  /** By school; those that have agreed to none are missing. */
  private Map<String, Set<Window>> agreed(Migration plan) {
    return latest(plan).stream()
        .filter(Vote::agreed)
        .collect(
            Collectors.groupingBy(
                Vote::school, Collectors.mapping(Vote::window, Collectors.toSet())));
  }

  @Override
  public Optional<Window> before(String migrationId) {
    List<Window> proposed = current(migrationId).plan().proposedWindows();
    return migrations.revisions(migrationId).stream()
        .sorted(Comparator.comparing(FiledMigration::revision).reversed())
        .map(filed -> filed.plan().window())
        .filter(window -> !proposed.contains(window))
        .findFirst();
  }

  /** The schools that have still to be asked about a window, in the order of the plan. */
  public List<String> schoolsToAsk(String migrationId) {
    return schoolsToAsk(current(migrationId).plan());
  }

  private List<String> schoolsToAsk(Migration plan) {
    Map<String, Set<Window>> agreed = agreed(plan);
    return plan.schoolNumbers().stream()
        .filter(school -> !open(plan, agreed.getOrDefault(school, Set.of())).isEmpty())
        .toList();
  }

  /** Whether one window alone is proposed and every school has agreed to it. */
  public boolean allAgreed(String migrationId) {
    Migration plan = current(migrationId).plan();
    return plan.alternatives().isEmpty() && schoolsToAsk(plan).isEmpty();
  }

  private FiledMigration current(String migrationId) {
    return migrations.filed(migrationId).orElseThrow(() -> new UnknownMigration(migrationId));
  }
}
