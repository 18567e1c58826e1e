package de.asvumzug.backup.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.TestMove;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.backup.restore.SchemaCompatibility;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.release.Release;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clone tool's part on a real PostgreSQL: a test fills the database as the tool would. */
class CloneRestoreIT {
  private static final String CLONE = "asv_klon_u_2026_0001";
  private static final String BEFORE = "asv_vor_u_2026_0001";
  private static final Release VERSION = Release.parse("2.14.12");
  private static EmbeddedPostgres server;

  @TempDir Path folder;
  private TestMove move;
  private Endpoint target;
  private Backup received;
  private CloneRestore clone;

  @BeforeAll
  static void start() throws Exception {
    server = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @BeforeEach
  void freshInstallation() throws Exception {
    for (String name : List.of("asv", CLONE, BEFORE)) {
      run("postgres", "drop database if exists " + name + " with (force)");
    }
    run(
        "postgres",
        "drop role if exists asv_neu",
        "create role asv_neu login password 'x'",
        "create database asv owner asv_neu template template0 encoding 'UTF8'");
    run(
        "asv",
        "create schema asv authorization asv_neu",
        "create table asv.svp_schule_stamm (id varchar(40) primary key)");
    move = new TestMove(folder);
    Database database =
        new Database("localhost", server.getPort(), "asv", "asv_neu", "postgres", "admin", 15);
    target = move.target(database);
    clone = new CloneRestore(move.secrets, move.guard, move.settings, move.structure, move.vault);
    received =
        new Backup(
            Side.SOURCE,
            "neu",
            Folders.received(move.newHost, TestMove.ID, BackupComponent.DATABASE),
            BackupComponent.DATABASE,
            null,
            "0",
            new Manifest(
                TestMove.ID,
                Side.SOURCE,
                "alt",
                Manifest.Kind.H2,
                Map.of(),
                Instant.EPOCH,
                List.of(),
                List.of(),
                List.of()));
  }

  @Test
  void swaps_in_what_the_tool_has_made_and_gives_it_to_the_installations_owner() throws Exception {
    ClonePlace place = prepare("p1");
    assertThat(place.database()).isEqualTo(CLONE);
    assertThat(place.sourceFile()).startsWith(received.folder()).endsWith("asv.mv.db");
    String fresh = oid("asv");
    String filled = oid(CLONE);
    fill("2.14.12");

    RestoredDatabase restored = adopt("a1");

    assertThat(restored.structure()).isEqualTo(SchemaCompatibility.SAME);
    assertThat(oid("asv")).isEqualTo(filled);
    assertThat(oid(BEFORE)).as("kept").isEqualTo(fresh);
    assertThat(value("asv", "select id from asv.svp_schule_stamm")).isEqualTo("Höchstädt");
    assertThat(
            value(
                "asv",
                "select string_agg(distinct tableowner, ',') from pg_tables where schemaname = 'asv'"))
        .isEqualTo("asv_neu");
    assertThat(
            value(
                "asv",
                "select pg_encoding_to_char(encoding) from pg_database where datname = 'asv'"))
        .isEqualTo("UTF8");
  }

  @Test
  void second_runs_leave_what_a_person_has_begun_and_change_nothing_after_the_swap()
      throws Exception {
    prepare("p1");
    fill("2.14.12");
    ClonePlace again = prepare("p2");
    assertThat(value(again.database(), "select id from asv.svp_schule_stamm"))
        .isEqualTo("Höchstädt");

    RestoredDatabase first = adopt("a1");
    String oid = oid("asv");

    assertThat(adopt("a2")).isEqualTo(first);
    assertThat(prepare("p3").database()).isEqualTo(CLONE);
    assertThat(oid("asv")).isEqualTo(oid);
    assertThat(oid(CLONE)).as("made only once").isNull();
  }

  @Test
  void an_empty_clone_is_refused() throws Exception {
    prepare("p1");
    String oid = oid("asv");

    assertThatThrownBy(() -> adopt("a1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("noch keine Tabellen")
        .hasMessageContaining(CLONE);
    assertThat(oid("asv")).isEqualTo(oid);
  }

  @Test
  void a_clone_of_another_structure_is_refused() throws Exception {
    prepare("p1");
    fill("2.13.480");
    String oid = oid("asv");

    assertThatThrownBy(() -> adopt("a1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("2.13.480")
        .hasMessageContaining("2.14.12");
    assertThat(oid("asv")).isEqualTo(oid);
    assertThat(oid(CLONE)).isNotNull();
  }

  @Test
  void a_database_of_that_name_that_is_not_ours_is_not_touched() throws Exception {
    run("postgres", "create database " + CLONE);
    run(CLONE, "create table andere (id int)");
    String oid = oid(CLONE);

    assertThatThrownBy(() -> prepare("p1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("trägt nicht das Kennzeichen");
    assertThat(oid(CLONE)).isEqualTo(oid);
  }

  @Test
  void a_target_in_which_a_school_has_been_made_is_not_replaced() throws Exception {
    run("asv", "insert into asv.svp_schule_stamm values ('neu')");

    assertThatThrownBy(() -> prepare("p1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("wird nicht ersetzt");
    assertThat(oid(CLONE)).isNull();
  }

  @Test
  void what_a_stranger_owns_in_the_clone_is_named_and_nothing_is_swapped() throws Exception {
    prepare("p1");
    fill("2.14.12");
    run("postgres", "drop role if exists fremd", "create role fremd");
    run(CLONE, "create table asv.dazu (id int)", "alter table asv.dazu owner to fremd");
    String oid = oid("asv");

    assertThatThrownBy(() -> adopt("a1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("fremd");
    assertThat(oid("asv")).isEqualTo(oid);
  }

  private ClonePlace prepare(String key) throws Exception {
    return clone.prepare(target, received, proof(), move.act(key));
  }

  private RestoredDatabase adopt(String key) throws Exception {
    return clone.adopt(target, VERSION, proof(), move.act(key));
  }

  /** As the tool does it, logged in as the administrator. */
  private void fill(String structure) throws SQLException {
    run(
        CLONE,
        "create schema asv",
        "create table asv.svp_systemparameter (name text primary key, wert text)",
        "insert into asv.svp_systemparameter values ('datenmodell.version', '" + structure + "')",
        "create table asv.svp_schule_stamm (id varchar(40) primary key)",
        "insert into asv.svp_schule_stamm values ('Höchstädt')");
  }

  /** Of the fresh installation's database: it is not the one in use after the swap. */
  private Optional<FreshInstallation> proof() throws SQLException {
    String name = oid(BEFORE) == null ? "asv" : BEFORE;
    return Optional.of(
        new FreshInstallation(
            "neu",
            "asv",
            value("postgres", "select system_identifier::text from pg_control_system()"),
            Long.parseLong(oid(name)),
            Instant.now()));
  }

  private static String oid(String name) throws SQLException {
    return value("postgres", "select oid::text from pg_database where datname = '" + name + "'");
  }

  private static void run(String database, String... statements) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String value(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private static Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + server.getPort() + "/" + database, "postgres", "");
  }
}
