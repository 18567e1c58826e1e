package de.asvumzug.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabRestartIT {
  @TempDir Path folder;

  @Test
  void a_lab_goes_on_after_whoever_started_it_was_killed() throws Exception {
    Path labFolder = folder.resolve("lab");
    Path output = folder.resolve("out.txt");
    Process starter =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LabMain.class.getName(),
                "route",
                "full-enterprise",
                labFolder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.readString(output).contains("\"contacts\"") || !starter.isAlive());
    assertThat(starter.isAlive()).as(Files.readString(output)).isTrue();
    starter.destroyForcibly().waitFor();
    assertThat(LabProcesses.below(labFolder)).as("the servers live on").hasSize(2);

    try (Lab lab = Lab.reopen(labFolder)) {
      assertThat(lab.alt().login("sys", lab.oldSysPassword())).isEqualTo(200);
      assertThat(lab.alt().rowCounts()).containsEntry("asv.svp_schueler_stamm", 1500L);
      assertThat(lab.alt().processes()).hasSize(2);
      assertThat(lab.neu().isServerUp()).isFalse();
    }
    assertThat(LabProcesses.below(labFolder)).isEmpty();
  }
}
