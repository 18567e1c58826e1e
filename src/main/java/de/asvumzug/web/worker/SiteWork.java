package de.asvumzug.web.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.check.tenant.GapRecorder;
import de.asvumzug.host.job.Progress;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.step.StepTask;
import de.asvumzug.step.TaskRouting;
import de.asvumzug.step.WorkerCalls;
import de.asvumzug.step.WorkerSettings;
import de.asvumzug.step.attempt.Attempt;
import de.asvumzug.step.attempt.AttemptRepository.Orphan;
import de.asvumzug.step.attempt.JdbcAttemptRepository;
import de.asvumzug.step.output.JobLog;
import de.asvumzug.step.output.JobLogKeeper;
import de.asvumzug.step.output.JobLogs;
import de.asvumzug.step.remote.WorkerApi;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.evidence.RecordedEvidence;
import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.command.NotPossibleNow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/**
 * What the worker of a site reads and writes at the centre. Everything is asked for by the site
 * that has logged in: moves and tasks of others are as unknown as if they were not there.
 */
@Service
class SiteWork {
  /** The lines that a step writes; all others are the centre's own. */
  private static final Set<TrailKind> LINES =
      Set.of(TrailKind.COMMAND, TrailKind.JOB_STARTED, TrailKind.JOB_ENDED, TrailKind.NOTE);

  private final TaskRouting sites;
  private final MigrationLookup migrations;
  private final JdbcAttemptRepository steps;
  private final WorkerCalls calls;
  private final AuditTrail trail;
  private final RecordedEvidence evidence;
  private final GapRecorder gaps;
  private final JobLogs logs;
  private final ExternalTaskService externalTasks;
  private final RuntimeService runtime;
  private final ObjectMapper json;
  private final WorkerSettings settings;

  SiteWork(
      TaskRouting sites,
      MigrationLookup migrations,
      JdbcAttemptRepository steps,
      WorkerCalls calls,
      AuditTrail trail,
      RecordedEvidence evidence,
      GapRecorder gaps,
      JobLogs logs,
      @Lazy ExternalTaskService externalTasks,
      @Lazy RuntimeService runtime,
      ObjectMapper json,
      WorkerSettings settings) {
    this.sites = sites;
    this.migrations = migrations;
    this.steps = steps;
    this.calls = calls;
    this.trail = trail;
    this.evidence = evidence;
    this.gaps = gaps;
    this.logs = logs;
    this.externalTasks = externalTasks;
    this.runtime = runtime;
    this.json = json;
    this.settings = settings;
  }

  /**
   * @throws UnknownMigration if there is no such move of this site
   */
  Migration plan(String site, String migrationId) {
    Migration plan = migrations.get(migrationId);
    if (!sites.site(migrationId).equals(Optional.of(site))) {
      throw new UnknownMigration(migrationId);
    }
    return plan;
  }

  Optional<String> evidence(String site, String migrationId, String name) {
    return evidence.document(plan(site, migrationId).id(), name);
  }

  /** A task that waits for this site's worker or is in its work; empty if it is gone. */
  Optional<StepTask> task(String site, String externalTaskId) {
    if (!sites.siteOf(externalTaskId).equals(Optional.of(site))) {
      return Optional.empty();
    }
    ExternalTask task =
        externalTasks.createExternalTaskQuery().externalTaskId(externalTaskId).singleResult();
    if (task == null || !sites.site(task.getBusinessKey()).equals(Optional.of(site))) {
      return Optional.empty();
    }
    Object school = runtime.getVariable(task.getExecutionId(), "schoolNumber");
    return Optional.of(
        new StepTask(
            task.getId(),
            task.getActivityId(),
            task.getProcessInstanceId(),
            task.getBusinessKey(),
            Optional.ofNullable(school).map(Object::toString),
            Optional.empty(),
            task.getRetries()));
  }

  Attempt takeUp(StepTask task, String worker) {
    return steps.takeUp(task, worker, settings.lock());
  }

  boolean decidedByHand(StepTask task) {
    return steps.decidedByHand(task);
  }

  List<Orphan> beside(StepTask task) {
    return steps.runningBeside(task);
  }

  @Transactional
  public List<Orphan> doneBeside(String site, long attemptId) {
    return steps.doneBeside(held(site, attemptId).attempt());
  }

  @Transactional
  public void append(String site, String migrationId, WorkerApi.Line line) {
    Migration plan = plan(site, migrationId);
    if (!LINES.contains(line.kind())
        || line.machine() != null && !plan.machines().contains(line.machine())) {
      throw new Forbidden("Eine solche Zeile schreibt ein Worker nicht.");
    }
    if (calls.first(line.key())) {
      requireRunning(plan, line.element(), line.school());
      Map<String, Object> details = new LinkedHashMap<>();
      if (line.details() != null) {
        details.putAll(line.details());
      }
      details.put("site", site);
      trail.append(
          new AuditEvent(
              plan.id(),
              line.kind(),
              AuditEvent.SYSTEM,
              line.element(),
              line.school(),
              line.machine(),
              line.text(),
              details));
    }
  }

  @Transactional
  public void store(String site, String migrationId, String name, WorkerApi.Document document) {
    Migration plan = plan(site, migrationId);
    if (calls.first(document.key())) {
      requireRunning(plan, document.element(), document.school());
      evidence
          .of(plan.id(), document.element(), AuditEvent.SYSTEM, document.school(), null)
          .store(name, tree(document.document()));
    }
  }

  @Transactional
  public void keep(String site, String migrationId, WorkerApi.Printed printed) {
    Migration plan = plan(site, migrationId);
    requireRunning(plan, printed.element(), printed.school());
    if (!plan.machines().contains(printed.machine())
        || printed.stored() == null
        || printed.stored().length > JobLog.MOST_STORED
        || !JobLogKeeper.sha256(printed.stored()).equals(printed.sha256())) {
      throw new Forbidden("Eine solche Ausgabe hebt die Zentrale nicht auf.");
    }
    if (calls.first(printed.key())) {
      logs.keep(
          new JobLog(
              plan.id(),
              printed.element(),
              printed.school(),
              printed.attempt(),
              printed.machine(),
              printed.job(),
              printed.jobKey(),
              printed.begun(),
              printed.ended(),
              printed.exitCode(),
              printed.bytes(),
              printed.cutBytes(),
              printed.stored(),
              printed.sha256()));
    }
  }

  private JsonNode tree(String document) {
    try {
      return json.readTree(document);
    } catch (JsonProcessingException e) {
      throw new Forbidden("Der Nachweis ist kein lesbares JSON.");
    }
  }

  /** A worker writes about a step only while it carries it out. */
  private void requireRunning(Migration plan, String element, String school) {
    if (!steps.runs(plan.id(), element, school)) {
      throw new NotPossibleNow("Der Schritt " + element + " ist nicht (mehr) in Arbeit.");
    }
  }

  void replaceGaps(
      String site, String migrationId, String school, WorkerApi.Incomplete incomplete) {
    Migration plan = plan(site, migrationId);
    if (!plan.schoolNumbers().contains(school)) {
      throw new Forbidden("Diese Schule gehört nicht zum Umzug.");
    }
    gaps.replace(plan.id(), school, incomplete.gaps());
  }

  void deleteGaps(String site, String migrationId) {
    gaps.delete(plan(site, migrationId).id());
  }

  void progress(String site, long attemptId, long lease, Progress progress) {
    steps.progress(inHands(held(site, attemptId), lease).attempt(), progress);
  }

  void renew(String site, long attemptId, long lease) {
    steps.renew(inHands(held(site, attemptId), lease).attempt(), settings.lock());
  }

  /**
   * Among the workers of one site: what the centre carries out itself is none of their business.
   */
  Optional<Orphan> takeOver(String site, long attemptId, long lease, String worker) {
    JdbcAttemptRepository.Held held = held(site, attemptId);
    return held.attempt().lease() == lease
        ? steps.takeOver(Orphan.of(held.task(), held.attempt()), worker, settings.lock())
        : Optional.empty();
  }

  long nextStartNumber() {
    return steps.nextStartNumber();
  }

  @Transactional
  public void end(String site, long attemptId, long lease, WorkerApi.End end) {
    JdbcAttemptRepository.Held held = held(site, attemptId);
    if (!calls.first(end.key())) {
      return;
    }
    inHands(held, lease);
    switch (end.how()) {
      case DONE -> steps.done(held.attempt(), end.variables() == null ? Map.of() : end.variables());
      case FAILED -> steps.failed(held.task(), held.attempt(), end.message());
      case CANCELLED -> steps.cancelled(held.task(), held.attempt());
      case ORPHANED -> steps.cancelled(Orphan.of(held.task(), held.attempt()));
    }
  }

  private static JdbcAttemptRepository.Held inHands(JdbcAttemptRepository.Held held, long lease) {
    if (held.attempt().state() != Attempt.State.RUNNING) {
      throw new NotPossibleNow("Dieser Versuch ist schon beendet.");
    }
    if (held.attempt().lease() != lease) {
      throw new NotPossibleNow("Diesen Versuch hat inzwischen ein anderer Worker übernommen.");
    }
    return held;
  }

  private JdbcAttemptRepository.Held held(String site, long attemptId) {
    // An answer that names the move of a foreign attempt would tell whose it is.
    return steps
        .held(attemptId)
        .filter(held -> sites.site(held.task().migrationId()).equals(Optional.of(site)))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
