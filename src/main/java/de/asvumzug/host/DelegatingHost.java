package de.asvumzug.host;

import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.LogChunk;
import de.asvumzug.host.ssh.SshAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A machine seen through another view of it, which hands on whatever it does not do otherwise.
 * Closing the view closes nothing.
 */
public abstract class DelegatingHost implements Host {
  protected final Host host;

  protected DelegatingHost(Host host) {
    this.host = host;
  }

  @Override
  public CommandResult run(Command command) throws IOException, InterruptedException {
    return host.run(command);
  }

  @Override
  public CommandResult look(Command command) throws IOException, InterruptedException {
    return host.look(command);
  }

  @Override
  public JobStatus start(JobKey key, Command command) throws IOException {
    return host.start(key, command);
  }

  @Override
  public boolean answers() {
    return host.answers();
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
  public Optional<JobStatus> status(JobKey key, Duration wait) throws IOException {
    return host.status(key, wait);
  }

  @Override
  public boolean awaitsEnds() {
    return host.awaitsEnds();
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
  public void shut(String whose) throws IOException, InterruptedException {
    host.shut(whose);
  }

  @Override
  public void fence(FencingToken token) throws IOException {
    host.fence(token);
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
  public Optional<String> findProgram(String name, List<String> folders) throws IOException {
    return host.findProgram(name, folders);
  }
}
