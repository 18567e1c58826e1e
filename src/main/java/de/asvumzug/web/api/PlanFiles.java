package de.asvumzug.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.plan.Migration;
import de.asvumzug.web.command.MigrationService;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which files have become moves (table {@code umzug.plan_file}). Written in the same transaction as
 * the move, so that a file which was taken just before a crash never starts a second one.
 */
@Repository
public class PlanFiles {
  private final JdbcClient jdbc;
  private final MigrationService desk;

  public PlanFiles(JdbcClient jdbc, MigrationService desk) {
    this.jdbc = jdbc;
    this.desk = desk;
  }

  /** The move that a file of this content has become. */
  public Optional<String> migrationOf(String sha256) {
    return jdbc.sql("select migration from umzug.plan_file where sha256 = :sha256")
        .param("sha256", sha256)
        .query(String.class)
        .optional();
  }

  /**
   * Hands the plan in and remembers its file.
   *
   * @throws de.asvumzug.plan.intake.PlanRejected and nothing has happened
   */
  @Transactional
  public Migration submit(String sha256, String name, JsonNode draft, String actor) {
    Migration plan = desk.submit(draft, actor);
    jdbc.sql(
            """
            insert into umzug.plan_file (sha256, name, migration, at)
            values (:sha256, :name, :migration, now())""")
        .param("sha256", sha256)
        .param("name", name)
        .param("migration", plan.id())
        .update();
    return plan;
  }
}
