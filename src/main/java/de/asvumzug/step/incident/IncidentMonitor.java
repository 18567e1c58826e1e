package de.asvumzug.step.incident;

import de.asvumzug.notify.Mails;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes sure that people learn of every incident of the engine, whichever way it came about: for
 * each a process {@code incident} with a task for technik, a trail line and a mail, all in one
 * transaction and exactly once.
 */
@Component
class IncidentMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(IncidentMonitor.class);

  private final RuntimeService runtime;
  private final RepositoryService repository;
  private final MigrationLookup migrations;
  private final IncidentRepository store;
  private final AuditTrail trail;
  private final Mails mails;
  private final WorkingServers servers;
  private final TransactionTemplate transaction;

  IncidentMonitor(
      RuntimeService runtime,
      RepositoryService repository,
      MigrationLookup migrations,
      IncidentRepository store,
      AuditTrail trail,
      Mails mails,
      WorkingServers servers,
      TransactionTemplate transaction) {
    this.runtime = runtime;
    this.repository = repository;
    this.migrations = migrations;
    this.store = store;
    this.trail = trail;
    this.mails = mails;
    this.servers = servers;
    this.transaction = transaction;
  }

  /**
   * Our own table is read before the engine: an incident that another node announces in between is
   * then unknown to this look, and not taken for one that the engine has forgotten. Both lists only
   * say what to look at; what is true is asked again in the transaction that acts.
   */
  @Scheduled(fixedDelayString = "${asv.steps.incident-poll:2s}")
  void look() {
    List<FailedStep> announced = store.open();
    List<Incident> incidents = runtime.createIncidentQuery().list();
    for (Incident incident : incidents) {
      // A failing phase raises an incident in each calling process too; the first cause is the one
      // to handle.
      if (incident.getId().equals(incident.getRootCauseIncidentId())) {
        alone(incident.getId(), status -> open(incident, status));
      }
    }
    announced.stream()
        .filter(open -> incidents.stream().noneMatch(one -> one.getId().equals(open.incidentId())))
        .forEach(open -> alone(open.incidentId(), status -> close(open.incidentId())));
  }

  /** One that cannot be dealt with must not keep the others from people. */
  private void alone(String incidentId, Consumer<TransactionStatus> act) {
    try {
      transaction.executeWithoutResult(act);
    } catch (RuntimeException e) {
      LOG.error("Incident {} could not be dealt with; tried again", incidentId, e);
    }
  }

  /**
   * Also one that was counted as closed while the engine still has it: people learn of it again.
   */
  private void open(Incident incident, TransactionStatus status) {
    String migrationId = migrationId(incident);
    if (migrationId == null) {
      return;
    }
    FailedStep failed =
        new FailedStep(
            incident.getId(),
            migrationId,
            incident.getFailedActivityId() == null
                ? incident.getActivityId()
                : incident.getFailedActivityId(),
            school(incident),
            incident.getIncidentType(),
            incident.getConfiguration(),
            null);
    // The row is locked from here on: a decision that was under way is committed, or waits for us.
    if (!store.announce(failed)) {
      return;
    }
    if (!inEngine(failed.incidentId())) {
      status.setRollbackOnly(); // decided meanwhile
      return;
    }
    LOG.warn(
        "Incident at {} of {}: {}", failed.element(), migrationId, incident.getIncidentMessage());
    String process =
        runtime
            .startProcessInstanceByKey(
                "incident",
                migrationId,
                Map.of(
                    "migrationId", migrationId,
                    "incidentId", failed.incidentId(),
                    "failedElement", failed.element(),
                    "failedSchool", failed.school()))
            .getId();
    store.handledBy(failed.incidentId(), process);
    trail.append(
        new AuditEvent(
            migrationId,
            TrailKind.INCIDENT_OPENED,
            AuditEvent.SYSTEM,
            failed.element(),
            failed.school().isEmpty() ? null : failed.school(),
            null,
            "Störung: Der Schritt braucht eine Entscheidung",
            Map.of("message", String.valueOf(incident.getIncidentMessage()))));
    Migration migration = migrations.get(migrationId);
    if (servers.now(migrationId).none()) {
      mails.heldUp(migration);
    }
    mails.trouble(
        migration,
        failed.element(),
        stepName(incident, failed.element()),
        failed.school().isEmpty() ? null : failed.school());
  }

  /**
   * The incident is gone: decided, or its move was aborted. A task that is still open has lost its
   * object.
   */
  private void close(String incidentId) {
    Optional<FailedStep> open = store.lockOpen(incidentId);
    if (open.isEmpty() || inEngine(incidentId)) {
      return;
    }
    store.close(incidentId);
    String handler = open.get().handler();
    if (handler != null
        && runtime.createProcessInstanceQuery().processInstanceId(handler).count() > 0) {
      runtime.deleteProcessInstance(handler, "Störung ist erledigt");
    }
  }

  private boolean inEngine(String incidentId) {
    return runtime.createIncidentQuery().incidentId(incidentId).count() > 0;
  }

  /** The element's German name in the model that failed. */
  private String stepName(Incident incident, String element) {
    ModelElementInstance found =
        repository
            .getBpmnModelInstance(incident.getProcessDefinitionId())
            .getModelElementById(element);
    return found instanceof FlowElement named && named.getName() != null
        ? named.getName()
        : element;
  }

  private String migrationId(Incident incident) {
    return (String) variable(incident, "migrationId");
  }

  private String school(Incident incident) {
    Object school = variable(incident, "schoolNumber");
    return school == null ? "" : school.toString();
  }

  private Object variable(Incident incident, String name) {
    return incident.getExecutionId() == null
        ? null
        : runtime.getVariable(incident.getExecutionId(), name);
  }
}
