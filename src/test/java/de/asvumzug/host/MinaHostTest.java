package de.asvumzug.host;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * An SSH server in this process, where the log-in's shell writes a greeting before each command.
 */
class MinaHostTest extends HostContract {
  @TempDir static Path folderOfServer;
  private static MinaServer server;

  @BeforeAll
  static void start() throws Exception {
    server = new MinaServer(folderOfServer, "echo 'Willkommen!'; printf 'Ende ohne Zeile 000'");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Override
  Host open(Path workFolder, Duration commandTimeout) {
    return SshHosts.host(
        SshHosts.access(
            server.knownHosts(),
            SshHosts.way(System.getProperty("user.name"), server.port(), server.key())),
        workFolder,
        commandTimeout);
  }
}
