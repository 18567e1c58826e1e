package de.asvumzug.plan.intake;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.RouteDecision;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.answer.WindowMover;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes plans in: all mistakes of a plan are named at once, and only a plan without any is given a
 * number and stored. Outcomes: the stored plan, or {@link PlanRejected} and nothing is stored.
 */
@Service
public class PlanIntake implements WindowMover {
  private final Migrations migrations;
  private final RouteDecision routes;
  private final KnownResources surroundings;
  private final PlanSettings settings;
  private final OpenMoves openMoves;
  private final Clock clock;

  public PlanIntake(
      Migrations migrations,
      RouteDecision routes,
      KnownResources surroundings,
      PlanSettings settings,
      OpenMoves openMoves,
      Clock planClock) {
    this.migrations = migrations;
    this.routes = routes;
    this.surroundings = surroundings;
    this.settings = settings;
    this.openMoves = openMoves;
    this.clock = planClock;
  }

  /**
   * @param actor user id of the person who hands the plan in
   * @return the plan under its new id, stored in the running transaction
   * @throws PlanRejected if anything is wrong with it
   */
  @Transactional
  public Migration accept(JsonNode draft, String actor) {
    Migration plan = check(draft);
    Migration numbered = plan.withId(migrations.nextId());
    // The number's row is locked now: of two plans at the same moment the later one sees the first.
    ValidationErrors taken = new ValidationErrors();
    judgeOtherMoves(plan, taken);
    reject(taken);
    migrations.insert(numbered, actor);
    return numbered;
  }

  /**
   * Proposes other windows; the old revision stays.
   *
   * @throws PlanRejected if one is not possible or comes twice; fields {@code window.start}, {@code
   *     window.end}
   */
  @Override
  @Transactional
  public Migration propose(String migrationId, List<Window> windows, String actor) {
    PlanRules rules = new PlanRules(settings, surroundings, clock, new ValidationErrors());
    List<FieldError> errors = new ArrayList<>();
    windows.forEach(window -> errors.addAll(rules.windowErrors(window)));
    if (Set.copyOf(windows).size() < windows.size()) {
      errors.add(new FieldError("window.start", "ist zweimal angegeben; bitte verschiedene."));
    }
    if (!errors.isEmpty()) {
      throw new PlanRejected(errors);
    }
    return migrations.propose(migrationId, windows, actor);
  }

  /**
   * Reads and judges the window of a plan without storing it.
   *
   * @throws PlanRejected if it is not possible; fields {@code window.start}, {@code window.end}
   */
  public Window checkWindow(JsonNode draft) {
    ValidationErrors findings = new ValidationErrors();
    Window window = new PlanReader(findings).window(draft);
    reject(findings);
    List<FieldError> errors =
        new PlanRules(settings, surroundings, clock, findings).windowErrors(window);
    if (!errors.isEmpty()) {
      throw new PlanRejected(errors);
    }
    return window;
  }

  /**
   * Reads and judges a plan without storing it.
   *
   * @return the plan, without id
   */
  public Migration check(JsonNode draft) {
    ValidationErrors findings = new ValidationErrors();
    Migration plan = new PlanReader(findings).read(draft);
    if (plan != null) {
      new PlanRules(settings, surroundings, clock, findings).judge(plan);
      judgeOtherMoves(plan, findings);
      judgeRoute(plan, findings);
    }
    reject(findings);
    return plan;
  }

  private static void reject(ValidationErrors findings) {
    if (!findings.isEmpty()) {
      throw new PlanRejected(findings.list());
    }
  }

  private void judgeOtherMoves(Migration plan, ValidationErrors findings) {
    PlanRules rules = new PlanRules(settings, surroundings, clock, findings);
    for (OpenMoves.OpenMove open : openMoves.list()) {
      migrations.find(open.id()).ifPresent(other -> rules.judgeOther(plan, other, open.accepted()));
    }
  }

  /** The rule table is only asked about a plan whose inputs are all there. */
  private void judgeRoute(Migration plan, ValidationErrors findings) {
    if (plan.scope() == null
        || plan.source() == null
        || plan.source().variant() == null
        || plan.target() == null
        || plan.target().variant() == null
        || findings.has("sourceServesOthers")
        || findings.has("target.inUse")) {
      return;
    }
    RouteDecision.Answer answer = routes.decide(RouteDecision.Question.of(plan));
    if (answer.refused()) {
      String reason = answer.refusal();
      findings.add(
          "scope",
          reason == null || reason.isBlank()
              ? "Für diese Verbindung aus Umfang und Varianten gibt es keinen Weg; bitte scope und"
                  + " variant prüfen."
              : reason);
    }
  }
}
