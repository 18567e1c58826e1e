package de.asvumzug.plan.answer;

import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.plan.intake.FiledMigration;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Agreement of the schools to the window (table {@code umzug.vote}), written in the task's
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

  /**
   * Records what a school says about the plan's current revision; its latest word counts.
   *
   * @param comment may be null
   * @throws UnknownMigration if there is no such move
   * @throws IllegalArgumentException (German) if the school is not part of it
   */
  @Override
  @Transactional
  public void record(
      String migrationId, String school, String person, boolean agreed, String comment) {
    FiledMigration current = current(migrationId);
    Participation.require(current.plan(), school);
    jdbc.sql(
            """
            insert into umzug.vote (migration, revision, school, person, agreed, comment, at)
            values (:migration, :revision, :school, :person, :agreed, :comment, :at)""")
        .param("migration", migrationId)
        .param("revision", current.revision())
        .param("school", school)
        .param("person", person)
        .param("agreed", agreed)
        .param("comment", Participation.comment(comment))
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  @Override
  public List<Vote> latest(String migrationId) {
    return jdbc.sql(
            """
            select distinct on (school) revision, school, person, agreed, comment, at
            from umzug.vote where migration = :migration and revision = :revision
            order by school, number desc""")
        .param("migration", migrationId)
        .param("revision", current(migrationId).revision())
        .query(
            (row, number) ->
                new Vote(
                    row.getInt("revision"),
                    row.getString("school"),
                    row.getString("person"),
                    row.getBoolean("agreed"),
                    row.getString("comment"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  /** Whether every school of the plan has agreed to the current revision's window. */
  public boolean allAgreed(String migrationId) {
    List<String> agreed =
        latest(migrationId).stream().filter(Vote::agreed).map(Vote::school).toList();
    return agreed.containsAll(current(migrationId).plan().schoolNumbers());
  }

  private FiledMigration current(String migrationId) {
    return migrations.filed(migrationId).orElseThrow(() -> new UnknownMigration(migrationId));
  }
}
