package de.asvumzug.host;

import de.asvumzug.lab.LabSshd;
import de.asvumzug.lab.Ports;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Debian's OpenSSH server. */
@Tag("long")
class OpenSshHostIT extends HostContract {
  @TempDir static Path server;
  private static LabSshd sshd;

  @BeforeAll
  static void start() throws Exception {
    sshd = LabSshd.start(server, Ports.AROUND.free());
  }

  @AfterAll
  static void stop() throws Exception {
    sshd.close();
  }

  @Override
  Host open(Path workFolder, Duration commandTimeout) {
    return SshHosts.host(
        SshHosts.access(
            sshd.knownHosts(),
            SshHosts.way(System.getProperty("user.name"), sshd.port(), sshd.key())),
        workFolder,
        commandTimeout);
  }
}
