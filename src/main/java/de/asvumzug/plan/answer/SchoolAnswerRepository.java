package de.asvumzug.plan.answer;

import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.plan.answer.SchoolAnswer.Topic;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What the schools found after the move (table {@code umzug.school_answer}). */
@Repository
public class SchoolAnswerRepository implements SchoolAnswers {
  /** Every school is asked these; the third topic is asked on the route by tenant only. */
  private static final Set<Topic> ALWAYS_ASKED =
      Set.of(Topic.APPLICATION_DATA_REFRESHED, Topic.DATA_RECHECKED);

  private final JdbcClient jdbc;
  private final Migrations migrations;
  private final Clock clock;

  public SchoolAnswerRepository(JdbcClient jdbc, Migrations migrations, Clock planClock) {
    this.jdbc = jdbc;
    this.migrations = migrations;
    this.clock = planClock;
  }

  /**
   * Records an answer; the latest one of a school and topic counts.
   *
   * @param comment may be null
   * @throws UnknownMigration if there is no such move
   * @throws IllegalArgumentException (German) if the school is not part of it
   */
  @Transactional
  public void record(
      String migrationId, String school, Topic topic, String person, boolean fine, String comment) {
    Participation.require(migrations.get(migrationId), school);
    jdbc.sql(
            """
            insert into umzug.school_answer (migration, school, topic, person, fine, comment, at)
            values (:migration, :school, :topic, :person, :fine, :comment, :at)""")
        .param("migration", migrationId)
        .param("school", school)
        .param("topic", topic.name())
        .param("person", person)
        .param("fine", fine)
        .param("comment", Participation.comment(comment))
        .param("at", Timestamp.from(clock.instant()))
        .update();
  }

  /** As above; {@code element} is the id of the task that asked, e.g. {@code recheckData}. */
  @Override
  @Transactional
  public void record(
      String migrationId,
      String school,
      String element,
      String person,
      boolean fine,
      String comment) {
    record(migrationId, school, Topic.ofTask(element), person, fine, comment);
  }

  @Override
  public List<SchoolAnswer> latest(String migrationId) {
    return jdbc.sql(
            """
            select distinct on (school, topic) school, topic, person, fine, comment, at
            from umzug.school_answer where migration = :migration
            order by school, topic, number desc""")
        .param("migration", migrationId)
        .query(
            (row, number) ->
                new SchoolAnswer(
                    row.getString("school"),
                    Topic.valueOf(row.getString("topic")),
                    row.getString("person"),
                    row.getBoolean("fine"),
                    row.getString("comment"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  /**
   * Whether a school is still to be asked: it has not answered, or said no the last time.
   *
   * @param element id of the task that asks
   */
  public boolean asks(String migrationId, String school, String element) {
    Topic topic = Topic.ofTask(element);
    return latest(migrationId).stream()
        .filter(answer -> answer.school().equals(school) && answer.topic() == topic)
        .noneMatch(SchoolAnswer::fine);
  }

  /** Schools that have not answered everything that every school is asked, or said no to a task. */
  public List<String> schoolsToAsk(String migrationId) {
    List<SchoolAnswer> answers = latest(migrationId);
    return migrations.get(migrationId).schoolNumbers().stream()
        .filter(school -> !fine(school, answers))
        .toList();
  }

  /** Whether every school has answered what every school is asked, and no answer is a complaint. */
  public boolean allFine(String migrationId) {
    return schoolsToAsk(migrationId).isEmpty();
  }

  private static boolean fine(String school, List<SchoolAnswer> answers) {
    List<SchoolAnswer> own =
        answers.stream().filter(answer -> answer.school().equals(school)).toList();
    Set<Topic> answered = own.stream().map(SchoolAnswer::topic).collect(Collectors.toSet());
    return answered.containsAll(ALWAYS_ASKED) && own.stream().allMatch(SchoolAnswer::fine);
  }
}
