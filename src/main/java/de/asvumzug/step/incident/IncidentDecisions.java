package de.asvumzug.step.incident;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.WorkerSettings;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.words.TypedWords;
import java.util.Map;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.ManagementService;
import org.springframework.stereotype.Component;

/**
 * Carries out what people decided about an incident. Each method runs in the engine's transaction.
 */
@Component
public class IncidentDecisions {
  /** Worker id that completes a skipped step: the engine's history tells it by that. */
  public static final String SKIPPER = "skip";

  /** Locks a task for the moment between taking it over and completing it. */
  private static final long MOMENT_MILLIS = 10_000;

  private final IncidentRepository store;
  private final ExternalTaskService externalTasks;
  private final ManagementService management;
  private final AbortMessage aborting;
  private final WorkerSettings settings;
  private final AuditTrail trail;

  public IncidentDecisions(
      IncidentRepository store,
      ExternalTaskService externalTasks,
      ManagementService management,
      AbortMessage aborting,
      WorkerSettings settings,
      AuditTrail trail) {
    this.store = store;
    this.externalTasks = externalTasks;
    this.management = management;
    this.aborting = aborting;
    this.settings = settings;
    this.trail = trail;
  }

  /**
   * The step is carried out again, with all its tries; it looks at what is there before it acts.
   */
  public void retry(String incidentId, String decidedBy) {
    retry(incidentId, false, decidedBy, "Der Schritt wird wiederholt", Map.of());
  }

  /**
   * A person has done the step's work. Where a vendor program does it otherwise ({@link
   * ManualSteps}), the next run starts no program and only checks the machine; any other step is
   * carried out again and finds the machine put right.
   *
   * @param done what the person says was done; German
   */
  public void checkHandwork(String incidentId, String done, String decidedBy) {
    boolean manualWay = ManualSteps.hasManualWay(get(incidentId).element());
    retry(
        incidentId,
        manualWay,
        decidedBy,
        manualWay
            ? "Der Schritt wurde von Hand erledigt und wird nun geprüft"
            : "Die Maschine wurde von Hand in Ordnung gebracht; der Schritt wird wiederholt",
        Map.of("done", TypedWords.of(done), "decidedBy", decidedBy));
  }

  private void retry(
      String incidentId,
      boolean byHand,
      String decidedBy,
      String text,
      Map<String, Object> details) {
    FailedStep failed = get(incidentId);
    store.decided(incidentId, byHand);
    if (failed.isExternalTask()) {
      externalTasks.setRetries(failed.configuration(), settings.tries());
    } else {
      management.setJobRetries(failed.configuration(), settings.tries());
    }
    decided(failed, decidedBy, text, details);
  }

  /**
   * The step counts as done without having been carried out.
   *
   * @throws OperationFailed if it is one of those that make a move safe
   */
  public void skip(String incidentId, String reason, String decidedBy, String confirmedBy) {
    FailedStep failed = get(incidentId);
    Map<String, Object> outcome =
        SkipRules.outcome(failed.element())
            .filter(variables -> failed.isExternalTask())
            .orElseThrow(
                () ->
                    OperationFailed.permanent(
                        """
                        Der Schritt %s sichert die Daten oder schließt zwei laufende Server aus \
                        und darf nicht übersprungen werden."""
                            .formatted(failed.element()),
                        "Bitte wiederholen, von Hand ausführen oder abbrechen."));
    externalTasks.lock(failed.configuration(), SKIPPER, MOMENT_MILLIS);
    externalTasks.complete(failed.configuration(), SKIPPER, outcome);
    decided(
        failed,
        decidedBy,
        "Der Schritt wird übersprungen",
        Map.of(
            "reason", TypedWords.of(reason), "decidedBy", decidedBy, "confirmedBy", confirmedBy));
  }

  /**
   * The whole move is taken back, or cancelled if the window has not begun.
   *
   * @param reason German, as typed; the schools read it
   * @throws IllegalStateException if it is too late
   */
  public void abort(String incidentId, String reason, String decidedBy) {
    FailedStep failed = get(incidentId);
    decided(
        failed, decidedBy, "Der Umzug wird abgebrochen", Map.of("reason", TypedWords.of(reason)));
    if (!aborting.send(failed.migrationId(), reason, decidedBy)) {
      throw new IllegalStateException(
          "%s cannot be aborted any more: it is accepted, over or being given up already"
              .formatted(failed.migrationId()));
    }
  }

  private FailedStep get(String incidentId) {
    return store
        .find(incidentId)
        .orElseThrow(() -> new IllegalStateException("unknown incident " + incidentId));
  }

  /** On the trail under the name of who decided, not of the program that carries it out. */
  private void decided(
      FailedStep failed, String decidedBy, String text, Map<String, Object> details) {
    store.close(failed.incidentId());
    trail.append(
        new AuditEvent(
            failed.migrationId(),
            TrailKind.INCIDENT_DECIDED,
            decidedBy,
            failed.element(),
            failed.school().isEmpty() ? null : failed.school(),
            null,
            text,
            details));
  }
}
