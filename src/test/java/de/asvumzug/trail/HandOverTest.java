package de.asvumzug.trail;

import static de.asvumzug.trail.AuditTrailFixture.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

/** Whose the tables of the trail are, before and after docs/owner.sql. */
class HandOverTest {
  private static final String MOVE = "U-2026-0001";

  @TempDir Path folder;
  private final TwoRoles roles = new TwoRoles();

  @Test
  void an_installation_that_is_there_is_handed_over_to_an_owner_of_its_own() throws Exception {
    roles.giveAllToTheLogIn();
    migrate(roles.login);
    AuditTrailFixture before = new AuditTrailFixture(roles.application(), folder);
    before.trail.append(line(MOVE, "Zeile 1"));
    assertThat(before.reader.verify(MOVE).notes())
        .anyMatch(note -> note.contains("gehören dem Anmeldenamen") && note.contains(roles.login));

    handOver();
    migrate(roles.owner);

    AuditTrailFixture after = new AuditTrailFixture(roles.application(), folder);
    after.trail.append(line(MOVE, "Zeile 2"));
    assertThat(new TableRights(after.jdbc).look().separate()).isTrue();
    assertThat(after.reader.verify(MOVE).findings()).isEmpty();
    roles.theLogInCannot(
        "alter table umzug.trail disable trigger all",
        "update umzug.trail set text = ''",
        "delete from umzug.trail_book",
        "drop schema umzug cascade");
  }

  @Test
  void a_log_in_that_may_change_lines_without_owning_them_is_named() {
    migrate(roles.owner);
    AuditTrailFixture kit = new AuditTrailFixture(roles.application(), folder);
    assertThat(new TableRights(kit.jdbc).look().separate()).isTrue();

    roles.grant("grant update on umzug.trail to %I", roles.login);

    assertThat(new TableRights(kit.jdbc).look().warnings())
        .singleElement()
        .asString()
        .contains("mehr Rechte als Lesen und Anhängen");
  }

  private void migrate(String user) {
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("application", new Application(roles));
    Flyway.configure()
        .dataSource(roles.url, user, TwoRoles.PASSWORD)
        .schemas("umzug")
        .defaultSchema("umzug")
        .createSchemas(true)
        .callbacks(new TableGrants(beans.getBeanProvider(JdbcConnectionDetails.class)))
        .load()
        .migrate();
  }

  /** By the real psql. */
  private void handOver() throws Exception {
    String[] parts = roles.url.replace("jdbc:postgresql://", "").split("[:/]");
    ProcessBuilder psql =
        new ProcessBuilder(
            List.of(
                "psql",
                "-X",
                "-q",
                "-h",
                parts[0],
                "-p",
                parts[1],
                "-U",
                "postgres",
                "-d",
                parts[2],
                "-v",
                "owner=" + roles.owner,
                "-v",
                "application=" + roles.login,
                "-f",
                "docs/owner.sql"));
    psql.environment().put("PGPASSWORD", "postgres");
    Process process = psql.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private record Application(TwoRoles roles) implements JdbcConnectionDetails {

    @Override
    public String getUsername() {
      return roles.login;
    }

    @Override
    public String getPassword() {
      return TwoRoles.PASSWORD;
    }

    @Override
    public String getJdbcUrl() {
      return roles.url;
    }
  }
}
