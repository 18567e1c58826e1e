package de.asvumzug.step.remote;

import static de.asvumzug.step.remote.CentralApiClient.part;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.Progress;
import de.asvumzug.step.StepTask;
import de.asvumzug.step.attempt.Attempt;
import de.asvumzug.step.attempt.AttemptRepository;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The attempts of a site's moves, kept by the centre. */
final class RemoteRecords implements AttemptRepository {
  private final CentralApiClient centre;

  RemoteRecords(CentralApiClient centre) {
    this.centre = centre;
  }

  @Override
  public Attempt takeUp(StepTask task, String worker, Duration lease) {
    return centre.post(of(task) + "/attempt", new WorkerApi.TakeUp(worker), Attempt.class);
  }

  /** Told, not asked: whether the attempt is still ours the next write finds out. */
  @Override
  public void renew(Attempt attempt, Duration lease) {
    centre.tell(of(attempt.id(), "/renewal", attempt.lease()), Map.of());
  }

  @Override
  public Optional<Orphan> takeOver(Orphan orphan, String worker, Duration lease) {
    return Stream.of(
            centre.post(
                of(orphan.id(), "/takeover", orphan.lease()),
                new WorkerApi.TakeUp(worker),
                Orphan[].class))
        .findFirst();
  }

  @Override
  public long nextStartNumber() {
    return centre.post("/start-numbers", Map.of(), WorkerApi.StartNumber.class).number();
  }

  @Override
  public boolean decidedByHand(StepTask task) {
    return centre
        .get(of(task) + "/by-hand", WorkerApi.ByHand.class)
        .map(WorkerApi.ByHand::byHand)
        .orElseThrow(() -> gone(task));
  }

  @Override
  public List<Orphan> runningBeside(StepTask task) {
    return centre
        .get(of(task) + "/beside", Orphan[].class)
        .map(List::of)
        .orElseThrow(() -> gone(task));
  }

  @Override
  public List<Orphan> doneBeside(Attempt attempt) {
    return centre
        .get("/attempts/" + attempt.id() + "/done-beside", Orphan[].class)
        .map(List::of)
        .orElseGet(List::of);
  }

  /** Whether the engine still knows a task of this site. */
  boolean stillThere(String externalTaskId) {
    return centre.get("/tasks/" + part(externalTaskId)).isPresent();
  }

  @Override
  public void done(Attempt attempt, Map<String, Object> outcome) {
    end(attempt.id(), attempt.lease(), WorkerApi.How.DONE, null, outcome);
  }

  @Override
  public void failed(StepTask task, Attempt attempt, String message) {
    end(attempt.id(), attempt.lease(), WorkerApi.How.FAILED, message, null);
  }

  @Override
  public void cancelled(StepTask task, Attempt attempt) {
    end(attempt.id(), attempt.lease(), WorkerApi.How.CANCELLED, null, null);
  }

  @Override
  public void cancelled(Orphan orphan) {
    end(orphan.id(), orphan.lease(), WorkerApi.How.ORPHANED, null, null);
  }

  private void end(
      long attempt, long lease, WorkerApi.How how, String message, Map<String, Object> variables) {
    centre.post(
        of(attempt, "/end", lease), new WorkerApi.End(UUID.randomUUID(), how, message, variables));
  }

  @Override
  public void progress(Attempt attempt, Progress progress) {
    centre.tell(of(attempt.id(), "/progress", attempt.lease()), progress);
  }

  private static String of(long attempt, String what, long lease) {
    return "/attempts/" + attempt + what + "?lease=" + lease;
  }

  private static String of(StepTask task) {
    return "/tasks/" + part(task.id());
  }

  private static OperationFailed gone(StepTask task) {
    return OperationFailed.temporary(
        "Die Zentrale kennt die Aufgabe „" + task.element() + "“ nicht mehr.");
  }
}
