package de.asvumzug.backup.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.backup.TestMove;
import de.asvumzug.host.FileStat;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measuring the line and the processors for the choice of a dump. */
class LineSpeedTest {
  private static final long LARGE = 2_000_000_000L;

  @TempDir Path folder;
  private TestMove move;

  @BeforeEach
  void machines() throws Exception {
    move = new TestMove(folder);
    for (String work : new String[] {move.oldHost.workFolder(), move.newHost.workFolder()}) {
      Files.createDirectories(Path.of(work));
    }
  }

  @Test
  void a_line_without_any_network_is_faster_than_gzip() throws Exception {
    LineMeasurement measured = LineSpeed.measure(move.oldHost, move.newHost, "s1", LARGE);

    assertThat(measured.gzip()).isPositive();
    assertThat(measured.line()).isGreaterThan(measured.gzip());
  }

  @Test
  void before_a_small_dump_nothing_is_measured() throws Exception {
    assertThat(LineSpeed.measure(move.oldHost, move.newHost, "s1", 49_000_000))
        .isEqualTo(LineMeasurement.NONE);
  }

  @Test
  void nothing_of_it_stays_on_a_machine() throws Exception {
    LineSpeed.measure(move.oldHost, move.newHost, "s1", LARGE);

    for (var host : new de.asvumzug.host.Host[] {move.oldHost, move.newHost}) {
      assertThat(host.files().list(host.workFolder()))
          .extracting(FileStat::path)
          .noneMatch(path -> path.contains("line-"));
    }
  }

  @Test
  void what_cannot_be_tried_is_said_to_be_unknown() throws Exception {
    Files.writeString(folder.resolve("none"), "no folder");
    Path work = Path.of(move.newHost.workFolder());
    Files.createDirectories(work.resolve("line-s1.received")); // in the way of the copy

    assertThat(LineSpeed.measure(move.oldHost, move.newHost, "s1", LARGE))
        .isEqualTo(LineMeasurement.NONE);
  }
}
