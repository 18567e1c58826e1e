package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.TrainingGround;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A whole School server moves with its H2 file, between machines as they are found: log-ins whose
 * shell greets, two sessions a connection, and the data on another disk behind a link.
 */
@Tag("long")
class FullSchoolMoveIT extends FullMoveTests {
  private Path copies;
  private CompletableFuture<String> sumRightAfterStop;

  FullSchoolMoveIT() {
    super(TrainingGround.Kind.SCHOOL);
  }

  @Override
  LabOptions options(LabOptions options) {
    return options.withSsh();
  }

  @Override
  void beforeMove(PlayedMove move) throws Exception {
    for (LabMachine machine : List.of(alt(), neu())) {
      machine.sshd().greet("Willkommen auf " + machine.name() + ", Wartung am Freitag");
      machine.sshd().allowSessions(2);
    }
    alt().stop();
    putDataBehindLink(alt());
    alt().start();
    copies = Path.of("target", "full-school", "copies").toAbsolutePath();
    sumRightAfterStop = CompletableFuture.supplyAsync(() -> waitForStop(move.lab().alt()));
  }

  @Override
  void duringMove(PlayedMove move) throws Exception {
    putDataBehindLink(neu());
  }

  private static void putDataBehindLink(LabMachine machine) throws Exception {
    Path database = machine.installation().resolve("database");
    Path disk = machine.folder().resolve("daten");
    Files.move(database, disk);
    Files.createSymbolicLink(database, disk);
  }

  @Test
  void the_data_lie_behind_the_links_on_both_machines() {
    for (LabMachine machine : List.of(alt(), neu())) {
      assertThat(machine.installation().resolve("database")).isSymbolicLink();
      assertThat(machine.folder().resolve("daten/asv.mv.db")).isRegularFile();
    }
  }

  @Test
  void what_the_log_ins_greet_with_is_in_the_log() throws Exception {
    assertThat(played().log())
        .contains("Willkommen auf alt, Wartung am Freitag")
        .contains("Willkommen auf neu, Wartung am Freitag");
  }

  /** The running server locks its file, so it is stopped to look into it. */
  @Override
  void afterMove(PlayedMove move) throws Exception {
    move.lab().neu().stop();
    for (LabMachine machine : List.of(move.lab().alt(), move.lab().neu())) {
      FileUtils.copyFile(
          databaseFile(machine).toFile(), copies.resolve(machine.name() + ".mv.db").toFile());
    }
  }

  /** A copy: not even the test opens the old machine's file. */
  @Override
  Connection database(LabMachine machine) throws Exception {
    return DriverManager.getConnection(
        "jdbc:h2:" + copies.resolve(machine.name()) + ";IFEXISTS=TRUE", "sa", "");
  }

  @Test
  void the_old_file_is_byte_for_byte_what_the_stopped_server_left() throws Exception {
    assertThat(FileSums.of(databaseFile(alt())))
        .isEqualTo(sumRightAfterStop.get(1, TimeUnit.SECONDS));
  }

  /** In the columns of before; the update adds a column, a table and its own version. */
  @Test
  void every_table_that_the_update_leaves_alone_is_the_same_on_the_new_server() throws Exception {
    try (Connection source = database(alt());
        Connection target = database(neu())) {
      Map<String, List<String>> columns = Content.columns(source);
      columns.remove("asv.svp_systemparameter");
      assertThat(columns).hasSizeGreaterThan(15);
      assertThat(Content.of(target, columns)).isEqualTo(Content.of(source, columns));
      assertThat(Content.columns(target).get("asv.svp_schueler_stamm"))
          .contains("ausweis_gueltig_bis");
    }
  }

  private static String waitForStop(LabMachine alt) {
    Path file = databaseFile(alt);
    long end = System.nanoTime() + PlayedMove.LIMIT.toNanos();
    while (!(alt.processes().isEmpty() && Files.exists(file))) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the old server has not been stopped");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    try {
      return FileSums.of(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Path databaseFile(LabMachine machine) {
    return machine.installation().resolve("database/asv.mv.db");
  }
}
