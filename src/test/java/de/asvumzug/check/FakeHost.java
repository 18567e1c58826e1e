package de.asvumzug.check;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.FencingToken;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.ProcessInfo;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.LogChunk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A machine whose answers a test sets one by one; files are those of a real machine. */
public final class FakeHost implements Host {
  public final Map<String, CommandResult> answers = new HashMap<>();
  public final List<ProcessInfo> processes = new ArrayList<>();
  public final Set<String> openPorts = new HashSet<>();
  private final Host real;
  public Instant clock = Instant.now();
  public boolean connectionBroken;

  public FakeHost(Host real) {
    this.real = real;
  }

  @Override
  public String name() {
    return real.name();
  }

  @Override
  public String workFolder() {
    return real.workFolder();
  }

  @Override
  public CommandResult run(Command command) throws IOException {
    requireConnection();
    String line = String.join(" ", command.arguments());
    return Optional.ofNullable(answers.get(line))
        .orElseThrow(() -> new IOException("no answer for " + line));
  }

  @Override
  public List<ProcessInfo> processes() throws IOException {
    requireConnection();
    return processes;
  }

  @Override
  public boolean reaches(String address, int port) throws IOException {
    requireConnection();
    return openPorts.contains(address + ":" + port);
  }

  @Override
  public Instant clock() throws IOException {
    requireConnection();
    return clock;
  }

  @Override
  public Optional<String> findProgram(String program, List<String> folders) throws IOException {
    requireConnection();
    return Optional.of(program);
  }

  @Override
  public HostFiles files() {
    return real.files();
  }

  @Override
  public JobStatus start(JobKey key, Command command) throws IOException {
    return real.start(key, command);
  }

  @Override
  public Optional<JobStatus> status(JobKey key) throws IOException {
    return real.status(key);
  }

  @Override
  public Optional<JobStatus> status(JobKey key, Duration wait) throws IOException {
    return real.status(key, wait);
  }

  @Override
  public boolean awaitsEnds() {
    return real.awaitsEnds();
  }

  @Override
  public LogChunk readLog(JobKey key, long offset) throws IOException {
    return real.readLog(key, offset);
  }

  @Override
  public void shut(String owner) throws IOException, InterruptedException {
    real.shut(owner);
  }

  @Override
  public void fence(FencingToken token) throws IOException {
    real.fence(token);
  }

  @Override
  public List<Long> processesOf(JobKey key) throws IOException {
    return real.processesOf(key);
  }

  @Override
  public void cancel(JobKey key) throws IOException, InterruptedException {
    real.cancel(key);
  }

  @Override
  public void remove(JobKey key) throws IOException {
    real.remove(key);
  }

  @Override
  public List<JobKey> jobs() throws IOException {
    return real.jobs();
  }

  private void requireConnection() throws IOException {
    if (connectionBroken) {
      throw new IOException("Verbindung abgebrochen");
    }
  }
}
