package de.asvumzug.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.asv.fence.MarksOfMoves;
import de.asvumzug.asv.files.LocalConfiguration;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.UnitState;
import de.asvumzug.backup.database.BackupVerification;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.LineSurvey;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.backup.remains.Deletion;
import de.asvumzug.backup.remains.Remains;
import de.asvumzug.backup.remains.RemainsRemoval;
import de.asvumzug.backup.remains.RemainsSearch;
import de.asvumzug.backup.remains.TransferredCopies;
import de.asvumzug.backup.restore.PostgresRestore;
import de.asvumzug.backup.restore.RestoreOrder;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.backup.restore.SchemaCompatibility;
import de.asvumzug.backup.transfer.BackupDestination;
import de.asvumzug.backup.transfer.LineMeasurement;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Side;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole Enterprise database from a real PostgreSQL 14 to a real PostgreSQL 15. */
@Tag("long")
class PostgresMoveIT {
  private static final String ROLE_PASSWORD = "Rollen-Kennwort-17";
  private static EmbeddedPostgres old;
  private static EmbeddedPostgres fresh;

  @TempDir Path folder;
  private TestMove move;
  private Endpoint source;
  private Endpoint target;

  @BeforeAll
  static void servers() throws Exception {
    old =
        EmbeddedPostgres.builder()
            .setPgBinaryResolver(
                (system, machine) ->
                    PostgresMoveIT.class.getResourceAsStream(
                        "/postgres/old/postgres-linux-x86_64.txz"))
            .start();
    fresh = EmbeddedPostgres.builder().start();
    run(
        old,
        "postgres",
        "create role asv login password '" + ROLE_PASSWORD + "'",
        "create role nmsv0001 login password '" + ROLE_PASSWORD + "'",
        "create role sync_user login",
        "create database asv owner asv template template0 encoding 'UTF8'",
        "create database bsnm0001 owner nmsv0001",
        "alter database asv set search_path = asv, public");
    run(
        old,
        "asv",
        "set role asv",
        "create schema asv",
        "create table asv.svp_systemparameter (name text primary key, wert text)",
        "insert into asv.svp_systemparameter values ('datenmodell.version', '2.13.480')",
        "create table asv.svp_schule_stamm (id varchar(40) primary key, dienststellenname text)",
        "insert into asv.svp_schule_stamm values ('1', 'Grundschule Höchstädt an der Donau')",
        "create table asv.svp_note (id serial primary key, text text)",
        "insert into asv.svp_note (text) select repeat('größer ', 20) || n from generate_series(1,"
            + " 20000) n",
        "create view asv.noten as select * from asv.svp_note",
        "select lo_from_bytea(4711, 'Zeugnisvorlage'::bytea)",
        "grant usage on schema asv to nmsv0001",
        "grant select on asv.svp_schule_stamm to nmsv0001",
        "reset role",
        "create schema sync authorization sync_user",
        "set role sync_user",
        "create table sync.user_id (id int)",
        "insert into sync.user_id values (42)");
  }

  @AfterAll
  static void stop() throws IOException {
    old.close();
    fresh.close();
  }

  @BeforeEach
  void freshInstallation() throws Exception {
    for (String name : new String[] {"asv", "asv_umzug_u_2026_0001", "asv_vor_u_2026_0001"}) {
      run(fresh, "postgres", "drop database if exists " + name + " with (force)");
    }
    for (String role : new String[] {"nmsv0001", "sync_user", "asv_neu", "asv"}) {
      run(fresh, "postgres", "drop role if exists " + role);
    }
    run(
        fresh,
        "postgres",
        "create role asv_neu login password '" + ROLE_PASSWORD + "'",
        "create database asv owner asv_neu template template0 encoding 'UTF8'");
    run(
        fresh,
        "asv",
        "create schema asv authorization asv_neu",
        "create table asv.svp_schule_stamm (id varchar(40) primary key)");
    move = new TestMove(folder);
    source = move.source(database(old, "asv", 14));
    target = move.target(database(fresh, "asv_neu", 15));
  }

  @Test
  void moves_umlauts_large_objects_foreign_schemas_and_settings() throws Exception {
    RestoredDatabase restored = restore("r1", order(proof()));

    assertThat(restored.structure()).isEqualTo(SchemaCompatibility.OLDER);
    assertThat(value(fresh, "asv", "select dienststellenname from asv.svp_schule_stamm"))
        .isEqualTo("Grundschule Höchstädt an der Donau");
    assertThat(value(fresh, "asv", "select convert_from(lo_get(4711), 'UTF8')"))
        .isEqualTo("Zeugnisvorlage");
    assertThat(value(fresh, "asv", "select id from sync.user_id")).isEqualTo("42");
    assertThat(value(fresh, "asv", "show search_path")).isEqualTo("asv, public");
    assertThat(value(fresh, "asv", "select tableowner from pg_tables where schemaname = 'sync'"))
        .isEqualTo("sync_user");
    assertThat(restored.createdRoles()).contains("nmsv0001", "sync_user");
    assertThat(
            value(fresh, "postgres", "select rolcanlogin from pg_roles where rolname = 'nmsv0001'"))
        .isEqualTo("f");
  }

  @Test
  void gives_everything_of_the_old_owner_to_the_owner_of_the_fresh_installation() throws Exception {
    restore("r1", order(proof()));

    try (Connection owner =
            DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + fresh.getPort() + "/asv",
                "asv_neu",
                ROLE_PASSWORD);
        Statement statement = owner.createStatement()) {
      statement.execute("insert into asv.svp_note (text) values ('neu')");
      statement.execute("alter table asv.svp_note add column neu text");
      statement.execute("alter view asv.noten rename to noten_alt");
      statement.execute("select lo_unlink(4711)");
      statement.execute("create table asv.dazu (id int)");
    }
    assertThat(value(fresh, "postgres", "select rolname from pg_roles where rolname = 'asv'"))
        .as("nothing belongs to it any more")
        .isNull();
  }

  @Test
  void keeps_the_database_that_was_there_before() throws Exception {
    String oid = oid("asv");

    restore("r1", order(proof()));

    assertThat(oid("asv_vor_u_2026_0001")).isEqualTo(oid);
  }

  @Test
  void a_second_run_changes_nothing() throws Exception {
    RestoreOrder order = order(proof());
    RestoredDatabase first = restore("r1", order);
    String oid = oid("asv");

    RestoredDatabase second = restore("r2", order);

    assertThat(second).isEqualTo(first);
    assertThat(oid("asv")).isEqualTo(oid);
    assertThat(move.newHost.status(new JobKey("r2.restore"))).isEmpty();
  }

  @Test
  void refuses_a_restore_over_a_database_that_is_not_proven_fresh() throws Exception {
    String oid = oid("asv");
    RestoreOrder order = order(Optional.empty());

    assertThatThrownBy(() -> restore("r1", order))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("wird nicht ersetzt");
    assertThat(oid("asv")).isEqualTo(oid);
    assertThat(oid("asv_umzug_u_2026_0001")).isNull();
  }

  @Test
  void refuses_a_restore_over_a_fresh_database_in_which_a_school_has_been_made() throws Exception {
    RestoreOrder order = order(proof());
    run(fresh, "asv", "insert into asv.svp_schule_stamm values ('neu')");

    assertThatThrownBy(() -> restore("r1", order))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("wird nicht ersetzt");
    assertThat(value(fresh, "asv", "select id from asv.svp_schule_stamm")).isEqualTo("neu");
  }

  @Test
  void never_drops_a_database_that_another_has_made_under_its_name() throws Exception {
    RestoreOrder order = order(proof());
    run(fresh, "postgres", "create database asv_umzug_u_2026_0001");
    run(fresh, "asv_umzug_u_2026_0001", "create table fremd (id int)");

    assertThatThrownBy(() -> restore("r1", order))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Kennzeichen");
    assertThat(value(fresh, "asv_umzug_u_2026_0001", "select count(*) from fremd")).isEqualTo("0");
  }

  @Test
  void a_restore_whose_job_was_killed_succeeds_at_the_next_attempt() throws Exception {
    RestoreOrder order = order(proof());
    Jobs killed =
        (host, name, command, eachPoll) -> {
          JobKey key = new JobKey("r1." + name);
          host.start(key, command);
          await().until(() -> host.status(key).isPresent());
          host.cancel(key);
          throw OperationFailed.temporary("verloren");
        };
    assertThatThrownBy(
            () ->
                restore(order, new BackupContext(TestMove.ID, "r1", killed, ProgressListener.NONE)))
        .hasMessage("verloren");
    assertThat(oid("asv_umzug_u_2026_0001")).as("left behind half").isNotNull();

    RestoredDatabase restored = restore("r2", order);

    assertThat(restored.structureVersion()).isEqualTo("2.13.480");
    assertThat(value(fresh, "asv", "select count(*) from asv.svp_note")).isEqualTo("20000");
    assertThat(oid("asv_umzug_u_2026_0001")).isNull();
  }

  @Test
  void an_archive_that_was_cut_is_not_restored() throws Exception {
    RestoreOrder order = order(proof());
    Path data = largest(Path.of(order.received().folder()));
    Files.write(data, Arrays.copyOf(Files.readAllBytes(data), 1000));

    assertThatThrownBy(() -> restore("r1", order))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(data.getFileName().toString() + " (abgeschnitten)");
    assertThat(oid("asv_umzug_u_2026_0001")).isNull();
  }

  @Test
  void a_flipped_bit_in_a_compressed_table_is_found() throws Exception {
    Backup made =
        new PostgresBackup(move.secrets, move.settings, move.vault).backUp(source, move.act("b1"));
    Path data = largest(Path.of(made.folder()));
    byte[] content = Files.readAllBytes(data);
    content[content.length / 2] ^= 1;
    Files.write(data, content);

    assertThatThrownBy(
            () ->
                new BackupVerification(move.secrets, move.vault)
                    .files(source, made, move.act("v1")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining(data.getFileName().toString() + " (verändert)");
  }

  @Test
  void a_flipped_bit_in_a_plain_table_is_found_though_it_can_be_restored() throws Exception {
    Fingerprints before = fingerprints(source, "f1");
    Backup made = plainBackup();
    Path data = largest(Path.of(made.folder()), ".dat");
    byte[] content = Files.readAllBytes(data);
    content[content.length / 2] ^= 1;
    Files.write(data, content);

    assertThatThrownBy(
            () ->
                new BackupVerification(move.secrets, move.vault)
                    .files(source, made, move.act("v1")))
        .hasMessageContaining(data.getFileName().toString() + " (verändert)");
    // Whoever restores it all the same is told nothing by the tool, but by the content.
    assertThat(restoredByHand(made)).isZero();
    assertThat(FingerprintComparison.of(before, fingerprints(target, "f2")).differences())
        .extracting(FingerprintComparison.Difference::object)
        .contains("asv.svp_note");
  }

  @Test
  void two_files_that_were_swapped_are_both_named() throws Exception {
    Backup made =
        new PostgresBackup(move.secrets, move.settings, move.vault).backUp(source, move.act("b1"));
    Path data = largest(Path.of(made.folder()));
    Path other = Path.of(made.folder(), PostgresBackup.GLOBALS);
    byte[] content = Files.readAllBytes(data);
    Files.write(data, Files.readAllBytes(other));
    Files.write(other, content);

    assertThatThrownBy(
            () ->
                new BackupVerification(move.secrets, move.vault)
                    .files(source, made, move.act("v1")))
        .hasMessageContaining(data.getFileName().toString())
        .hasMessageContaining(PostgresBackup.GLOBALS);
  }

  @Test
  void a_table_whose_file_is_gone_is_named() throws Exception {
    Backup made =
        new PostgresBackup(move.secrets, move.settings, move.vault).backUp(source, move.act("b1"));
    Path data = largest(Path.of(made.folder()));
    Files.delete(data);

    assertThatThrownBy(
            () ->
                new BackupVerification(move.secrets, move.vault)
                    .files(source, made, move.act("v1")))
        .hasMessageContaining(data.getFileName().toString() + " (fehlt)");
  }

  @Test
  void a_sound_backup_of_last_week_is_found_by_what_it_does_not_hold() throws Exception {
    Backup lastWeek =
        new PostgresBackup(move.secrets, move.settings, move.vault).backUp(source, move.act("b1"));
    run(old, "asv", "insert into asv.svp_note (text) values ('von gestern')");
    try {
      Fingerprints atTheStop = fingerprints(source, "f1");

      assertThat(restoredByHand(lastWeek)).isZero();
      assertThat(FingerprintComparison.of(atTheStop, fingerprints(target, "f2")).differences())
          .extracting(
              FingerprintComparison.Difference::object, FingerprintComparison.Difference::says)
          .contains(tuple("asv.svp_note", "andere Zeilenzahl (vorher 20001, jetzt 20000)"));
    } finally {
      run(old, "asv", "delete from asv.svp_note where text = 'von gestern'");
    }
  }

  @Test
  void a_disk_that_fills_up_during_the_dump_leaves_no_backup_that_counts() throws Exception {
    Path tools = Files.createDirectories(folder.resolve("volle-platte"));
    Path program =
        Files.writeString(
            tools.resolve("pg_dump"),
            "#!/bin/sh\ntrap '' XFSZ\nulimit -f 40\nexec "
                + move.oldHost.findProgram("pg_dump", Postgres.FOLDERS).orElseThrow()
                + " \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Endpoint full = move.source(database(old, "asv", 14), List.of(tools.toString()));
    PostgresBackup backup = new PostgresBackup(move.secrets, move.settings, move.vault);

    assertThatThrownBy(() -> backup.backUp(full, move.act("b1")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("pg_dump")
        .hasMessageContaining("File too large");

    Backup made = backup.backUp(source, move.act("b2"));
    assertThat(new BackupVerification(move.secrets, move.vault).files(source, made, move.act("v1")))
        .matches(ManifestReport::clean);
  }

  private Fingerprints fingerprints(Endpoint endpoint, String key) throws Exception {
    CheckSettings checks = TestMove.bound("asv.check", CheckSettings.class);
    CheckSettings noNumbers =
        new CheckSettings(
            checks.clockTolerance(),
            checks.certificateWarning(),
            checks.spaceFactor(),
            checks.backupSpaceFactor(),
            checks.h2PasswordSecret(),
            "",
            checks.rowHash());
    return new FingerprintService(
            noNumbers,
            move.layout,
            TestMove.bound("asv.tenants", TenantSettings.class),
            move.secrets)
        .take(endpoint, key, move.act(key).jobs(), ProgressListener.NONE)
        .fingerprints();
  }

  /** By the plain tool, as somebody would who trusts the file. */
  private int restoredByHand(Backup backup) throws Exception {
    run(fresh, "postgres", "drop database asv with (force)");
    run(fresh, "postgres", "create database asv template template0 encoding 'UTF8'");
    run(fresh, "postgres", "create role asv", "create role nmsv0001", "create role sync_user");
    return new ProcessBuilder(
            move.newHost.findProgram("pg_restore", Postgres.FOLDERS).orElseThrow(),
            "--host=localhost",
            "--port=" + fresh.getPort(),
            "--username=postgres",
            "--exit-on-error",
            "--dbname=asv",
            backup.folder() + "/" + PostgresBackup.DUMP)
        .inheritIO()
        .start()
        .waitFor();
  }

  @Test
  void a_small_database_is_dumped_without_measuring_anything_first() throws Exception {
    Map<String, Object> told = new HashMap<>();
    BackupContext act = move.act("b1");
    BackupContext noting =
        new BackupContext(
            act.migrationId(),
            act.stepKey(),
            act.jobs(),
            act.progress(),
            (text, details) -> told.putAll(details));

    new PostgresBackup(move.secrets, move.settings, move.vault)
        .backUp(source, BackupDestination.to(target), noting);

    assertThat(told)
        .containsEntry("Leitung von alt nach neu", "nicht gemessen")
        .containsEntry("Schon während der Sicherung übertragen", "ja");
  }

  @Test
  void a_second_backup_uses_the_first() throws Exception {
    PostgresBackup backup = new PostgresBackup(move.secrets, move.settings, move.vault);
    Backup first = backup.backUp(source, move.act("b1"));

    Backup second = backup.backUp(source, move.act("b2"));

    assertThat(second).isEqualTo(first);
    assertThat(move.oldHost.status(new JobKey("b2.dump"))).isEmpty();
  }

  @Test
  void a_restart_within_an_attempt_finds_the_dump_instead_of_starting_it_again() throws Exception {
    PostgresBackup backup = new PostgresBackup(move.secrets, move.settings, move.vault);
    Backup first = backup.backUp(source, move.act("b1"));
    JobStatus ran = move.oldHost.status(new JobKey("b1.dump")).orElseThrow();
    // as if the application had been ended before the manifest was written
    Files.delete(Path.of(first.folder(), Manifest.NAME));
    Files.writeString(Path.of(first.folder() + ".unfinished"), TestMove.ID + "\nb1\n");

    backup.backUp(source, move.act("b1"));

    assertThat(move.oldHost.status(new JobKey("b1.dump"))).contains(ran);
  }

  @Test
  void verification_reads_the_archive_and_finds_a_table_that_is_not_in_it() throws Exception {
    PostgresBackup backup = new PostgresBackup(move.secrets, move.settings, move.vault);
    Backup made = backup.backUp(source, move.act("b1"));
    BackupVerification verification = new BackupVerification(move.secrets, move.vault);
    ClusterInventory inventory = backup.inventory(source);
    verification.archive(source, made, inventory, move.act("v1"));
    try {
      run(old, "asv", "create table asv.spaeter (id int)");
      ClusterInventory later = backup.inventory(source);

      assertThatThrownBy(() -> verification.archive(source, made, later, move.act("v2")))
          .isInstanceOf(OperationFailed.class)
          .hasMessageContaining("asv.spaeter");
    } finally {
      run(old, "asv", "drop table asv.spaeter");
    }
  }

  @Test
  void the_inventory_names_what_else_lives_on_the_cluster() throws Exception {
    ClusterInventory inventory =
        new PostgresBackup(move.secrets, move.settings, move.vault).inventory(source);

    assertThat(inventory.others("asv"))
        .extracting(ClusterInventory.DatabaseOn::name)
        .containsExactly("bsnm0001");
    assertThat(inventory.schemas()).contains(new ClusterInventory.Named("sync", "sync_user"));
    assertThat(inventory.largeObjects()).isEqualTo(1);
  }

  @Test
  void no_file_of_a_backup_holds_a_password() throws Exception {
    Backup made =
        new PostgresBackup(move.secrets, move.settings, move.vault).backUp(source, move.act("b1"));
    Path runs = folder.resolve("alt/umzug/runs");

    // the last short command may still be taking its own folder away
    await().until(() -> !Files.exists(runs) || FileUtils.isEmptyDirectory(runs.toFile()));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(ROLE_PASSWORD, TestMove.PASSWORD, "SCRAM-SHA-256$");
      }
    }
    assertThat(Files.readString(Path.of(made.folder(), PostgresBackup.GLOBALS)))
        .contains("nmsv0001");
  }

  @Test
  void deletes_only_what_this_move_left() throws Exception {
    RestoreOrder order = order(proof());
    restore("r1", order);
    run(fresh, "postgres", "drop database if exists asv_vor_anderer");
    run(fresh, "postgres", "create database asv_vor_anderer");
    TransferredCopies copies = new TransferredCopies(move.secrets, move.settings, move.layout);

    Deletion deletion = copies.delete(target, Optional.empty(), move.act("d1"));

    assertThat(deletion.copies())
        .contains(
            new Deletion.Deleted("Datenbank asv_vor_u_2026_0001", null),
            new Deletion.Deleted(order.received().folder(), order.received().manifestSha256()));
    assertThat(oid("asv_vor_anderer")).isNotNull();
    assertThat(oid("asv")).isNotNull();
    assertThat(Path.of(order.received().folder())).doesNotExist();
    assertThat(Folders.backup(move.oldHost, TestMove.ID, BackupComponent.DATABASE))
        .satisfies(path -> assertThat(Path.of(path)).exists());
    assertThat(move.newHost.jobs()).isEmpty();
    assertThat(copies.delete(target, Optional.empty(), move.act("d2")).copies()).isEmpty();
  }

  @Test
  void the_register_of_a_move_that_was_taken_back_names_what_lies_where() throws Exception {
    takenBackAfterTheRestore();

    Remains remains = search().look(source, target, TestMove.ID);

    assertThat(remains.texts())
        .anySatisfy(
            text ->
                assertThat(text).contains("neu: Datenbank asv (", "eingespielte Daten der Schulen"))
        .anySatisfy(
            text -> assertThat(text).contains("Datenbank asv_vor_u_2026_0001 (", "weggelegt"))
        .anySatisfy(text -> assertThat(text).contains("Rolle nmsv0001", "von diesem Umzug"))
        .anySatisfy(
            text -> assertThat(text).contains("/received/U-2026-0001", "übertragene Kopien"))
        .anySatisfy(text -> assertThat(text).contains("neu/asv", "von diesem Umzug installiert"))
        .anySatisfy(text -> assertThat(text).contains("alt: ", "/backups/U-2026-0001", "bleibt"))
        .noneSatisfy(text -> assertThat(text).contains("asv_vor_anderer"));
    assertThat(remains.open())
        .allSatisfy(one -> assertThat(one.clearing()).isEqualTo(Remains.Clearing.PRODUCT));
  }

  @Test
  void what_carries_the_mark_is_removed_and_nothing_else() throws Exception {
    takenBackAfterTheRestore();
    Path foreign = Files.createDirectories(move.root.resolve("neu/fremd"));

    removal(move.guard).remove(target, source.installation(), move.act("c1"));

    assertThat(search().look(source, target, TestMove.ID).open()).isEmpty();
    assertThat(oid("asv")).isNull();
    assertThat(oid("asv_vor_u_2026_0001")).isNull();
    assertThat(oid("asv_vor_anderer")).isNotNull();
    assertThat(value(fresh, "postgres", "select 1 from pg_roles where rolname = 'asv_neu'"))
        .isNotNull();
    assertThat(value(fresh, "postgres", "select 1 from pg_roles where rolname = 'nmsv0001'"))
        .isNull();
    assertThat(move.installation(Side.TARGET)).doesNotExist();
    assertThat(foreign).exists();
    assertThat(Path.of(Folders.backups(move.oldHost, TestMove.ID))).exists();
    assertThat(value(old, "asv", "select count(*)::text from asv.svp_note")).isEqualTo("20000");
    assertThat(removal(move.guard).remove(target, source.installation(), move.act("c2")).copies())
        .isEmpty();
  }

  @Test
  void the_database_of_a_new_installation_is_known_before_anything_was_restored() throws Exception {
    new MarksOfMoves(move.newHost).noteDatabase(TestMove.ID, proof().orElseThrow());

    assertThat(search().look(source, target, TestMove.ID).texts())
        .anySatisfy(
            text ->
                assertThat(text)
                    .contains("Datenbank asv (", "von der Neuinstallation dieses Umzugs angelegt"));
    removal(move.guard).remove(target, source.installation(), move.act("c1"));

    assertThat(oid("asv")).isNull();
  }

  @Test
  void a_database_that_somebody_has_made_anew_under_the_name_is_named_and_never_touched()
      throws Exception {
    new MarksOfMoves(move.newHost).noteDatabase(TestMove.ID, proof().orElseThrow());
    run(fresh, "postgres", "drop database asv", "create database asv");

    assertThat(search().look(source, target, TestMove.ID).open())
        .anySatisfy(
            one -> {
              assertThat(one.what()).startsWith("Datenbank asv (");
              assertThat(one.clearing()).isEqualTo(Remains.Clearing.BY_HAND);
            });
    removal(move.guard).remove(target, source.installation(), move.act("c1"));

    assertThat(oid("asv")).isNotNull();
  }

  @Test
  void nothing_is_removed_while_the_new_server_is_not_proven_to_stand_still() throws Exception {
    takenBackAfterTheRestore();

    assertThatThrownBy(
            () ->
                removal(
                        endpoint -> {
                          throw OperationFailed.permanent("läuft noch");
                        })
                    .remove(target, source.installation(), move.act("c1")))
        .hasMessageContaining("läuft noch");

    assertThat(oid("asv")).isNotNull();
    assertThat(move.installation(Side.TARGET)).exists();
  }

  @Test
  void a_machine_that_does_not_answer_is_named_as_not_looked_at() throws Exception {
    Host dead = mock(Host.class);
    when(dead.name()).thenReturn("neu");

    Remains remains =
        search().look(source, new Endpoint(Side.TARGET, target.installation(), dead), TestMove.ID);

    assertThat(remains.open())
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.text())
                    .contains("Maschine neu", "nicht nachgesehen: sie antwortet nicht"));
  }

  private void takenBackAfterTheRestore() throws Exception {
    MarksOfMoves marks = new MarksOfMoves(move.newHost);
    marks.noteDatabase(TestMove.ID, proof().orElseThrow());
    String directory = move.installation(Side.TARGET).toString();
    move.newHost.files().createFolders(move.newHost.workFolder() + "/moves/" + TestMove.ID);
    LocalConfiguration.empty()
        .with("directory", directory)
        .with("state", "fertig")
        .write(
            move.newHost.files(),
            move.newHost.workFolder() + "/moves/" + TestMove.ID + "/server.ini");
    Files.writeString(move.installation(Side.TARGET).resolve("asv.cfg"), "ausgeliefert");
    restore("r1", order(proof()));
    run(fresh, "postgres", "drop database if exists asv_vor_anderer");
    run(fresh, "postgres", "create database asv_vor_anderer");
  }

  private RemainsSearch search() throws Exception {
    AsvServices services = mock(AsvServices.class);
    UnitState none = new UnitState("asv-server", false, false, false, "unknown");
    when(services.server(any())).thenReturn(none);
    when(services.updateService(any())).thenReturn(none);
    Installer installer = mock(Installer.class);
    when(installer.clientDirectory(any())).thenReturn(move.root.resolve("neu/client").toString());
    return new RemainsSearch(move.secrets, move.settings, installer, services);
  }

  private RemainsRemoval removal(Guard guard) {
    return new RemainsRemoval(
        move.secrets,
        move.settings,
        new TransferredCopies(move.secrets, move.settings, move.layout),
        guard);
  }

  @Test
  void what_the_preparation_measured_decides_how_a_dump_is_made() throws Exception {
    LineMeasurement fast = new LineMeasurement(400_000_000, 45_000_000);

    Backup made =
        new PostgresBackup(move.secrets, move.settings, move.vault)
            .backUp(source, BackupDestination.to(target).over(Optional.of(fast)), move.act("b1"));

    assertThat(made.manifest().versions()).containsEntry("pg_dump --compress", "0");
  }

  @Test
  void the_line_is_not_measured_for_a_small_database_nor_where_the_settings_decide()
      throws Exception {
    BackupSettings decided =
        TestMove.bound(
            "asv.backup",
            BackupSettings.class,
            Map.of("asv.backup.compression", "NEVER", "asv.backup.send-ahead", "NEVER"));

    assertThat(new LineSurvey(move.secrets, move.settings).measure(source, target, "c1")).isEmpty();
    assertThat(new LineSurvey(move.secrets, decided).measure(source, target, "c1")).isEmpty();
  }

  @Test
  void a_dump_that_goes_on_to_another_machine_arrives_there_whole() throws Exception {
    Backup made = plainBackup();

    Backup received = new Transfer().copy(move.oldHost, made, move.newHost, move.act("t1"));

    assertThat(ManifestCheck.read(move.newHost, received, ProgressListener.NONE).clean()).isTrue();
    assertThat(made.manifest().versions()).containsEntry("pg_dump --compress", "0");
    assertThat(Path.of(received.folder()).getParent()).isDirectoryNotContaining("glob:**/*.ahead");
    assertThat(move.progress).anySatisfy(p -> assertThat(p.unit()).isEqualTo("Zeilen"));
  }

  /** As a fast line gets it; nothing is measured before a database as small as these. */
  private Backup plainBackup() throws Exception {
    BackupSettings plain =
        TestMove.bound(
            "asv.backup", BackupSettings.class, Map.of("asv.backup.compression", "NEVER"));
    return new PostgresBackup(move.secrets, plain, move.vault)
        .backUp(source, BackupDestination.to(target), move.act("b1"));
  }

  private RestoredDatabase restore(String key, RestoreOrder order) throws Exception {
    return restore(order, move.act(key));
  }

  private RestoredDatabase restore(RestoreOrder order, BackupContext act) throws Exception {
    ClusterInventory inventory =
        new PostgresBackup(move.secrets, move.settings, move.vault).inventory(source);
    return new PostgresRestore(move.secrets, move.guard, move.settings, move.structure, move.vault)
        .restore(order, inventory, act);
  }

  private RestoreOrder order(Optional<FreshInstallation> proof) throws Exception {
    Backup made =
        new PostgresBackup(move.secrets, move.settings, move.vault).backUp(source, move.act("b1"));
    Backup received = new Transfer().copy(move.oldHost, made, move.newHost, move.act("t1"));
    return new RestoreOrder(target, source, received, proof, Optional.empty());
  }

  private Optional<FreshInstallation> proof() throws Exception {
    return Optional.of(
        new FreshInstallation(
            "neu",
            "asv",
            value(fresh, "postgres", "select system_identifier::text from pg_control_system()"),
            Long.parseLong(oid("asv")),
            Instant.now()));
  }

  private static String oid(String name) throws SQLException {
    return value(
        fresh, "postgres", "select oid::text from pg_database where datname = '" + name + "'");
  }

  private static Database database(EmbeddedPostgres server, String owner, int version) {
    return new Database("localhost", server.getPort(), "asv", owner, "postgres", "admin", version);
  }

  private static Path largest(Path folder) throws IOException {
    return largest(folder, ".dat.gz");
  }

  private static Path largest(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }

  private static void run(EmbeddedPostgres server, String database, String... statements)
      throws SQLException {
    try (Connection connection = connect(server, database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String value(EmbeddedPostgres server, String database, String sql)
      throws SQLException {
    try (Connection connection = connect(server, database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private static Connection connect(EmbeddedPostgres server, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:" + server.getPort() + "/" + database, "postgres", "");
  }
}
