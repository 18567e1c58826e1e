package de.asvumzug.lab.asv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The update service (Aktualisierungsdienst). In the lab it waits for the night ({@link
 * NightlyUpdate}); with the switch {@code update-service-restarts-server} it starts a stopped
 * server again (docs/domain.md §8, trap 5).
 */
public final class UpdateServiceProgram {
  private static final Duration LOOK = Duration.ofMillis(300);

  private UpdateServiceProgram() {}

  public static void main(String[] arguments) throws Exception {
    Home home = Home.ofProcess();
    String mode = home.updateServiceConfig().getOrDefault("mode", "auto");
    home.log("Aktualisierungsdienst bereit, Modus " + mode);
    Path restart = Home.labSwitch("update-service-restarts-server");
    NightlyUpdate night = new NightlyUpdate(home);
    while (true) {
      Thread.sleep(LOOK.toMillis());
      if (Files.exists(restart)) {
        startServer(Files.readString(restart).strip());
      }
      night.runIfDue();
    }
  }

  private static void startServer(String systemctl) throws IOException, InterruptedException {
    new ProcessBuilder(systemctl, "start", "asv-server").inheritIO().start().waitFor();
  }
}
