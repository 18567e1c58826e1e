package de.asvumzug.host;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A machine whose commands carry a fencing token: it refuses them once it has seen a later one. */
public final class FencedHost implements Host {
  /** Exit code and first words of a command that was not begun (host.sh, {@code pass}). */
  private static final int REFUSED = 88;

  private static final String WORDS = "asv-umzug: fencing token";

  private final Host host;
  private final FencingToken token;

  public FencedHost(Host host, FencingToken token) {
    this.host = host;
    this.token = token;
  }

  /**
   * @throws OperationFailed (passing) if the machine has seen a later token: the command was not
   *     begun
   */
  @Override
  public CommandResult run(Command command) throws IOException, InterruptedException {
    CommandResult result = host.run(command.behind(token));
    if (result.exitCode() == REFUSED && result.errors().startsWith(WORDS)) {
      throw OperationFailed.passing(
          "Auf "
              + name()
              + " wurde nichts gestartet: Seit dem Beweis, dass der andere Server steht, hat ein"
              + " anderer Knoten der Anwendung dort weitergemacht. Der Schritt prüft neu.");
    }
    return result;
  }

  @Override
  public JobStatus start(JobKey key, Command command) throws IOException {
    return host.start(key, command.behind(token));
  }

  @Override
  public CommandResult look(Command command) throws IOException, InterruptedException {
    return host.look(command);
  }

  @Override
  public void fence(FencingToken later) throws IOException {
    host.fence(later);
  }

  @Override
  public String name() {
    return host.name();
  }

  @Override
  public OperatingSystem system() {
    return host.system();
  }

  @Override
  public Optional<SshAddress> sshAddress() {
    return host.sshAddress();
  }

  @Override
  public String workFolder() {
    return host.workFolder();
  }

  @Override
  public Optional<JobStatus> status(JobKey key) throws IOException {
    return host.status(key);
  }

  @Override
  public LogChunk readLog(JobKey key, long offset) throws IOException {
    return host.readLog(key, offset);
  }

  @Override
  public List<Long> processesOf(JobKey key) throws IOException {
    return host.processesOf(key);
  }

  @Override
  public void cancel(JobKey key) throws IOException, InterruptedException {
    host.cancel(key);
  }

  @Override
  public void shut(String owner) throws IOException, InterruptedException {
    host.shut(owner);
  }

  @Override
  public void remove(JobKey key) throws IOException {
    host.remove(key);
  }

  @Override
  public List<JobKey> jobs() throws IOException {
    return host.jobs();
  }

  @Override
  public HostFiles files() {
    return host.files();
  }

  @Override
  public List<ProcessInfo> processes() throws IOException {
    return host.processes();
  }

  @Override
  public boolean reaches(String address, int port) throws IOException {
    return host.reaches(address, port);
  }

  @Override
  public Instant clock() throws IOException {
    return host.clock();
  }

  @Override
  public Optional<String> findProgram(String program, List<String> folders) throws IOException {
    return host.findProgram(program, folders);
  }
}
