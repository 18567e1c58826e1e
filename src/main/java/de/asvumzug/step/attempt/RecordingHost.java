package de.asvumzug.step.attempt;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.DelegatingHost;
import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.trail.TrailKind;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A host whose commands leave their line on the trail. A look that is repeated with the same
 * result, such as waiting for a service to stop, is written once. No command is begun while it is
 * not certain that the step is still ours.
 */
public final class RecordingHost extends DelegatingHost {
  private final AttemptAuditLog log;
  private final String owner;
  private final TaskLease lease;
  private final Map<String, CommandResult> lastResults = new ConcurrentHashMap<>();

  /**
   * @param owner of all commands, so that they can be ended with the attempt
   */
  public RecordingHost(Host host, AttemptAuditLog log, String owner, TaskLease lease) {
    super(host);
    this.log = log;
    this.lease = lease;
    this.owner = owner;
  }

  @Override
  public CommandResult run(Command command) throws IOException, InterruptedException {
    lease.awaitCertainty();
    CommandResult result = host.run(command.ownedBy(owner));
    if (!result.equals(lastResults.put(command.toString(), result))) {
      log.write(
          TrailKind.COMMAND,
          host.name(),
          "Befehl ausgeführt: " + program(command),
          Map.of("command", command.toString(), "exitCode", result.exitCode()));
    }
    return result;
  }

  @Override
  public CommandResult look(Command command) throws IOException, InterruptedException {
    return host.look(command.ownedBy(owner));
  }

  @Override
  public JobStatus start(JobKey key, Command command) throws IOException {
    boolean known = host.status(key).isPresent();
    JobStatus status = host.start(key, command);
    log.write(
        TrailKind.JOB_STARTED,
        host.name(),
        (known ? "Auftrag wieder aufgenommen: " : "Auftrag gestartet: ") + program(command),
        Map.of("job", key.value(), "command", command.toString(), "attached", known));
    return status;
  }

  private static String program(Command command) {
    String program = command.arguments().get(0);
    return program.substring(program.lastIndexOf('/') + 1);
  }

  @Override
  public void cancel(JobKey key) throws IOException, InterruptedException {
    host.cancel(key);
    log.write(TrailKind.JOB_ENDED, host.name(), "Auftrag abgebrochen", Map.of("job", key.value()));
  }
}
