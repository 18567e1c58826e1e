package de.asvumzug.host;

import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.LogChunk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A machine that only the worker of its site reaches. The centre knows its name, for plans, and its
 * work folder, for instructions; whoever asks for more has got to the wrong place.
 */
final class WorkerOnlyHost implements Host {
  private final String name;
  private final String site;
  private final OperatingSystem system;
  private final String workFolder;

  WorkerOnlyHost(String name, String site, OperatingSystem system, String workFolder) {
    this.name = name;
    this.site = site;
    this.system = system;
    this.workFolder = workFolder;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public OperatingSystem system() {
    return system;
  }

  @Override
  public String workFolder() {
    return workFolder;
  }

  private OperationFailed refused() {
    return OperationFailed.permanent(
        "Die Maschine „%s“ erreicht nur der Worker am Standort „%s“, nicht diese Anwendung."
            .formatted(name, site),
        "Bitte prüfen, ob asv.machines.%s.worker stimmt und wo dieser Schritt ausgeführt wird."
            .formatted(name));
  }

  @Override
  public CommandResult run(Command command) {
    throw refused();
  }

  @Override
  public JobStatus start(JobKey key, Command command) {
    throw refused();
  }

  @Override
  public Optional<JobStatus> status(JobKey key) {
    throw refused();
  }

  @Override
  public Optional<JobStatus> status(JobKey key, Duration wait) {
    throw refused();
  }

  @Override
  public boolean awaitsEnds() {
    return false;
  }

  @Override
  public LogChunk readLog(JobKey key, long offset) {
    throw refused();
  }

  @Override
  public List<Long> processesOf(JobKey key) {
    throw refused();
  }

  @Override
  public void cancel(JobKey key) {
    throw refused();
  }

  @Override
  public void shut(String owner) {
    throw refused();
  }

  @Override
  public void fence(FencingToken token) {
    throw refused();
  }

  @Override
  public void remove(JobKey key) {
    throw refused();
  }

  @Override
  public List<JobKey> jobs() {
    throw refused();
  }

  @Override
  public HostFiles files() {
    throw refused();
  }

  @Override
  public List<ProcessInfo> processes() {
    throw refused();
  }

  @Override
  public boolean reaches(String address, int port) {
    throw refused();
  }

  @Override
  public boolean answers() {
    throw refused();
  }

  @Override
  public Instant clock() {
    throw refused();
  }

  @Override
  public Optional<String> findProgram(String program, List<String> folders) {
    throw refused();
  }
}
