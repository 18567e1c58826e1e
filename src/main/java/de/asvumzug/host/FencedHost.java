package de.asvumzug.host;

import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import java.io.IOException;

/** A machine whose commands carry a fencing token: it refuses them once it has seen a later one. */
public final class FencedHost extends DelegatingHost {
  /** Exit code and first words of a command that was not begun (host.sh, {@code pass}). */
  private static final int REFUSED = 88;

  private static final String WORDS = "asv-umzug: fencing token";

  private final FencingToken token;

  public FencedHost(Host host, FencingToken token) {
    super(host);
    this.token = token;
  }

  /**
   * @throws OperationFailed (temporary) if the machine has seen a later token: the command was not
   *     begun
   */
  @Override
  public CommandResult run(Command command) throws IOException, InterruptedException {
    CommandResult result = host.run(command.behind(token));
    if (result.exitCode() == REFUSED && result.errors().startsWith(WORDS)) {
      throw OperationFailed.temporary(
          """
          Auf %s wurde nichts gestartet: Seit dem Beweis, dass der andere Server steht, hat ein \
          anderer Knoten der Anwendung dort weitergemacht. Der Schritt prüft neu."""
              .formatted(name()));
    }
    return result;
  }

  @Override
  public JobStatus start(JobKey key, Command command) throws IOException {
    return host.start(key, command.behind(token));
  }
}
