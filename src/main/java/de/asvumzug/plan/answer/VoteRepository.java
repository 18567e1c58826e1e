package de.asvumzug.plan.answer;

import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.intake.FiledMigration;
import java.sql.Timestamp;
import java.time.Clock;
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
                .param("start", Timestamp.from(window.start()))
                .param("end", Timestamp.from(window.end()))
                .param("person", person)
                .param("agreed", agreed)
                .param("comment", Participation.comment(comment))
                .param("at", Timestamp.from(clock.instant()))
                .update());
  }

  @Override
  public List<Vote> latest(String migrationId) {
    List<Window> proposed = current(migrationId).plan().proposedWindows();
    return jdbc
        .sql(
            """
            select distinct on (school, window_start, window_end) revision, school, window_start,
              window_end, person, agreed, comment, at
            from umzug.vote where migration = :migration
            order by school, window_start, window_end, number desc""")
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
        .list()
        .stream()
        .filter(vote -> proposed.contains(vote.window()))
        .toList();
  }

  @Override
  public List<Window> asked(String migrationId, String school) {
    List<Window> open = open(migrationId, school);
    return open.isEmpty() ? current(migrationId).plan().proposedWindows() : open;
  }

  private List<Window> open(String migrationId, String school) {
    Set<Window> agreed =
        latest(migrationId).stream()
            .filter(vote -> vote.school().equals(school) && vote.agreed())
            .map(Vote::window)
            .collect(Collectors.toSet());
    return current(migrationId).plan().proposedWindows().stream()
        .filter(window -> !agreed.contains(window))
        .toList();
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
    return current(migrationId).plan().schoolNumbers().stream()
        .filter(school -> !open(migrationId, school).isEmpty())
        .toList();
  }

  /** Whether one window alone is proposed and every school has agreed to it. */
  public boolean allAgreed(String migrationId) {
    return current(migrationId).plan().alternatives().isEmpty()
        && schoolsToAsk(migrationId).isEmpty();
  }

  private FiledMigration current(String migrationId) {
    return migrations.filed(migrationId).orElseThrow(() -> new UnknownMigration(migrationId));
  }
}
