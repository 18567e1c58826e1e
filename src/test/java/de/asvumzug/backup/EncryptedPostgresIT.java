package de.asvumzug.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.database.BackupVerification;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.backup.restore.PostgresRestore;
import de.asvumzug.backup.restore.RestoreOrder;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.backup.transfer.BackupDestination;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.backup.vault.BackupKeys;
import de.asvumzug.backup.vault.BackupVault;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.host.secret.KnownSecrets;
import de.asvumzug.plan.Database;
import de.asvumzug.support.Readable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An encrypted backup of a real PostgreSQL 14 on its way to a real PostgreSQL 15. */
@Tag("long")
class EncryptedPostgresIT {
  private static final String PUPIL = "Hinterhuber-Grüneisl";
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
                    EncryptedPostgresIT.class.getResourceAsStream(
                        "/postgres/old/postgres-linux-x86_64.txz"))
            .start();
    fresh = EmbeddedPostgres.builder().start();
    run(
        old,
        "postgres",
        "create role asv login",
        "create database asv owner asv template template0 encoding 'UTF8'");
    run(
        old,
        "asv",
        "set role asv",
        "create schema asv",
        "create table asv.svp_systemparameter (name text primary key, wert text)",
        "insert into asv.svp_systemparameter values ('datenmodell.version', '2.13.480')",
        "create table asv.svp_schule_stamm (id varchar(40) primary key, dienststellenname text)",
        "insert into asv.svp_schule_stamm values ('1', 'Grundschule Höchstädt')",
        "create table asv.svp_schueler (id serial primary key, name text)",
        "insert into asv.svp_schueler (name) select '"
            + PUPIL
            + " ' || n from"
            + " generate_series(1, 30000) n",
        "create table asv.svp_bild (bild bytea)",
        "insert into asv.svp_bild select decode(string_agg(md5(n::text), ''), 'hex') from"
            + " generate_series(1, 200000) n",
        "select lo_from_bytea(4711, '" + PUPIL + "'::bytea)");
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
    run(fresh, "postgres", "drop role if exists asv", "drop role if exists asv_neu");
    run(
        fresh,
        "postgres",
        "create role asv_neu login",
        "create database asv owner asv_neu template template0 encoding 'UTF8'");
    run(
        fresh,
        "asv",
        "create schema asv authorization asv_neu",
        "create table asv.svp_schule_stamm (id varchar(40) primary key)");
    move = TestMove.encrypted(folder);
    source = move.source(database(old, "asv", 14));
    target = move.target(database(fresh, "asv_neu", 15));
  }

  @Test
  void no_pupil_can_be_read_on_the_old_machines_disk_after_the_backup() throws Exception {
    Backup made = backUp(move.vault, move.settings, "b1");

    assertThat(Readable.filesWith(oldDisk(), PUPIL)).isEmpty();
    assertThat(made.manifest().encryption().keyId()).isNotBlank();
    assertThat(made.manifest().files()).extracting(Manifest.Entry::path).contains("globals.sql");
  }

  @Test
  void the_search_finds_pupils_in_a_backup_that_is_not_encrypted() throws Exception {
    TestMove plain = new TestMove(folder);

    backUp(plain.vault, plain.settings, "b1");

    assertThat(Readable.filesWith(oldDisk(), PUPIL)).isNotEmpty();
  }

  @Test
  void no_pupil_can_be_read_on_the_new_machine_while_a_backup_is_sent_ahead() throws Exception {
    BackupSettings ahead = settings(Map.of("asv.backup.send-ahead", "ALWAYS"));
    List<Path> seen = Collections.synchronizedList(new ArrayList<>());
    BackupContext looking =
        new BackupContext(
            TestMove.ID,
            "b1",
            (host, name, command, poll) ->
                move.act("b1")
                    .jobs()
                    .run(
                        host,
                        name,
                        command,
                        () -> {
                          poll.run();
                          seen.addAll(Readable.filesWith(newDisk(), PUPIL));
                        }),
            ProgressListener.NONE);

    Backup made =
        new PostgresBackup(move.secrets, ahead, vault(ahead))
            .backUp(source, BackupDestination.to(target), looking);
    Backup received = new Transfer().copy(move.oldHost, made, move.newHost, move.act("t1"));

    assertThat(seen).isEmpty();
    assertThat(Readable.filesWith(newDisk(), PUPIL)).isEmpty();
    assertThat(ManifestCheck.read(move.newHost, received, ProgressListener.NONE).clean()).isTrue();
  }

  @Test
  void every_row_and_large_object_arrives() throws Exception {
    RestoredDatabase restored = restore("r1", order());

    assertThat(restored.structureVersion()).isEqualTo("2.13.480");
    assertThat(value(fresh, "select count(*) from asv.svp_schueler")).isEqualTo("30000");
    assertThat(value(fresh, "select convert_from(lo_get(4711), 'UTF8')")).isEqualTo(PUPIL);
    assertThat(value(fresh, "select md5(bild) from asv.svp_bild"))
        .isEqualTo(value(old, "select md5(bild) from asv.svp_bild"));
    assertThat(Readable.filesWith(newDisk(), PUPIL)).as("no plain file is left").isEmpty();
    assertThat(Path.of(move.newHost.workFolder(), "plain/received/U-2026-0001/database"))
        .doesNotExist();
  }

  @Test
  void the_archive_is_decrypted_and_read_in_full_before_the_release_and_no_plain_file_is_left()
      throws Exception {
    Backup made = backUp(move.vault, move.settings, "b1");

    verify(made, "v1");

    assertThat(Readable.filesWith(oldDisk(), PUPIL)).isEmpty();
  }

  @Test
  void an_archive_whose_checksums_are_right_but_which_nobody_can_decrypt_is_found()
      throws Exception {
    Backup made = backUp(move.vault, move.settings, "b1");
    Path key = TestMove.keys(folder).resolve("U-2026-0001.key");
    Files.move(key, folder.resolve("weg"));

    assertThatThrownBy(() -> verify(made, "v1"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContainingAll("Der Schlüssel", "fehlt", key.toString());
  }

  @Test
  void with_another_key_nothing_is_restored_and_nothing_is_changed() throws Exception {
    RestoreOrder order = order();
    Path key = TestMove.keys(folder).resolve("U-2026-0001.key");
    Files.writeString(key, "YWJjZGVmZ2hpamFiY2RlZmdoaWphYmNkZWZnaGlqYWI=\n");

    assertThatThrownBy(() -> restore("r1", order))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContainingAll("ist mit", "verschlüsselt", "die richtige Datei");
    assertThat(oid("asv_umzug_u_2026_0001")).as("nothing was made").isNull();
    assertThat(Readable.filesWith(newDisk(), PUPIL)).isEmpty();
  }

  @Test
  void a_flipped_bit_stops_the_restore_and_names_the_place() throws Exception {
    RestoreOrder order = order();
    Path largest = largest(Path.of(order.received().folder()));
    try (RandomAccessFile bytes = new RandomAccessFile(largest.toFile(), "rw")) {
      bytes.seek((1 << 20) + 5);
      int was = bytes.read();
      bytes.seek((1 << 20) + 5);
      bytes.write(was ^ 1);
    }

    assertThatThrownBy(() -> restore("r1", order))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContainingAll("auf neu", largest.getFileName().toString(), "Abschnitt 2");
    assertThat(oid("asv_umzug_u_2026_0001")).isNull();
  }

  @Test
  void a_dump_that_was_killed_is_begun_again_and_leaves_no_plain_file() throws Exception {
    Jobs killed =
        (host, name, command, poll) -> {
          JobKey key = new JobKey("b1." + name);
          host.start(key, command);
          await()
              .until(
                  () ->
                      !Readable.filesWith(oldDisk().resolve("backups"), "svp_schueler").isEmpty());
          host.cancel(key);
          throw OperationFailed.temporary("verloren");
        };
    assertThatThrownBy(
            () ->
                new PostgresBackup(move.secrets, move.settings, move.vault)
                    .backUp(
                        source,
                        new BackupContext(TestMove.ID, "b1", killed, ProgressListener.NONE)))
        .hasMessage("verloren");

    Backup made = backUp(move.vault, move.settings, "b2");

    verify(made, "v1");
    assertThat(Readable.filesWith(oldDisk(), PUPIL)).isEmpty();
  }

  @Test
  void a_restore_whose_job_was_killed_succeeds_at_the_next_attempt_and_leaves_no_plain_file()
      throws Exception {
    RestoreOrder order = order();
    Jobs killed =
        (host, name, command, poll) -> {
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

    restore("r2", order);

    assertThat(value(fresh, "select count(*) from asv.svp_schueler")).isEqualTo("30000");
    assertThat(Readable.filesWith(newDisk(), PUPIL)).isEmpty();
  }

  @Test
  void the_key_is_on_neither_machine() throws Exception {
    restore("r1", order());
    String key = Files.readString(TestMove.keys(folder).resolve("U-2026-0001.key")).strip();

    assertThat(Readable.filesWith(oldDisk(), key)).isEmpty();
    assertThat(Readable.filesWith(newDisk(), key)).isEmpty();
  }

  private Path oldDisk() {
    return Path.of(move.oldHost.workFolder());
  }

  private Path newDisk() {
    return Path.of(move.newHost.workFolder());
  }

  private BackupSettings settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.put("asv.backup.keys", TestMove.keys(folder).toString());
    return TestMove.bound("asv.backup", BackupSettings.class, all);
  }

  private static Vault vault(BackupSettings settings) {
    return new BackupVault(new BackupKeys(settings, new KnownSecrets()), settings);
  }

  private Backup backUp(Vault vault, BackupSettings settings, String key) throws Exception {
    return new PostgresBackup(move.secrets, settings, vault).backUp(source, move.act(key));
  }

  private void verify(Backup made, String key) throws Exception {
    ClusterInventory inventory =
        new PostgresBackup(move.secrets, move.settings, move.vault).inventory(source);
    BackupVerification verification = new BackupVerification(move.secrets, move.vault);
    verification.files(source, made, move.act(key));
    verification.archive(source, made, inventory, move.act(key));
  }

  private RestoreOrder order() throws Exception {
    Backup made = backUp(move.vault, move.settings, "b1");
    Backup received = new Transfer().copy(move.oldHost, made, move.newHost, move.act("t1"));
    FreshInstallation proof =
        new FreshInstallation(
            "neu",
            "asv",
            value(fresh, "select system_identifier::text from pg_control_system()"),
            Long.parseLong(oid("asv")),
            Instant.now());
    return new RestoreOrder(target, source, received, Optional.of(proof), Optional.empty());
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

  private static Path largest(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .max((a, b) -> Long.compare(a.toFile().length(), b.toFile().length()))
          .orElseThrow();
    }
  }

  private static String oid(String name) throws SQLException {
    return value(
        fresh, "postgres", "select oid::text from pg_database where datname = '" + name + "'");
  }

  private static Database database(EmbeddedPostgres server, String owner, int version) {
    return new Database("localhost", server.getPort(), "asv", owner, "postgres", "admin", version);
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

  private static String value(EmbeddedPostgres server, String sql) throws SQLException {
    return value(server, "asv", sql);
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
