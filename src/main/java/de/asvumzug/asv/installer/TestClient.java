package de.asvumzug.asv.installer;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.client.ClientSettings;
import de.asvumzug.asv.database.VendorProgram;
import de.asvumzug.host.FileStat;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tries the first log-in with the test client's own program, where there is one. */
@Component
public class TestClient {
  private final ClientSettings settings;
  private final Installer installer;

  public TestClient(ClientSettings settings, Installer installer) {
    this.settings = settings;
    this.installer = installer;
  }

  /**
   * A log-in that was tried once, right after the installation.
   *
   * @param user who logged in
   * @param accepted whether the server let that user in
   * @param at on the machine's clock
   */
  public record FirstLogin(String user, boolean accepted, Instant at) {
    /** Name of the evidence. */
    public static final String EVIDENCE = "first-login";
  }

  /** Empty if there is no test client or it brings no program for it. */
  public Optional<FirstLogin> tryFirstLogin(Endpoint endpoint)
      throws IOException, InterruptedException {
    String program = installer.clientDirectory(endpoint) + "/" + settings.loginProgram();
    if (endpoint.host().files().statBehind(program).filter(FileStat::isFile).isEmpty()) {
      return Optional.empty();
    }
    VendorProgram call =
        new VendorProgram()
            .value("user", settings.firstUser())
            .secret("passwordFile", settings.firstPassword());
    boolean accepted =
        endpoint
            .host()
            .run(call.command(endpoint.host(), List.of(program), settings.loginArguments()))
            .succeeded();
    return Optional.of(new FirstLogin(settings.firstUser(), accepted, endpoint.host().clock()));
  }
}
