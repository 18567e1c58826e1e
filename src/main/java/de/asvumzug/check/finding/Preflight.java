package de.asvumzug.check.finding;

import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Runs all checks that concern one end of a move; a check that cannot look blocks. */
@Component
public class Preflight {
  private final List<PreflightCheck> checks;
  private final Clock clock;

  /**
   * @param checks in the order in which people read them
   */
  @Autowired
  public Preflight(List<PreflightCheck> checks) {
    this(checks, Clock.systemUTC());
  }

  Preflight(List<PreflightCheck> checks, Clock clock) {
    this.checks = List.copyOf(checks);
    this.clock = clock;
  }

  public Findings check(PreflightContext context) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (PreflightCheck check : checks) {
      if (check.concerns(context.migration(), context.site().side())) {
        look(check, context).forEach(found -> findings.add(overrulable(check, found)));
      }
    }
    return new Findings(findings, Instant.now(clock));
  }

  private static Finding overrulable(PreflightCheck check, Finding found) {
    return check.mayBeOverruled() && found.blocks() && found.overrulable() == null
        ? found.mayBeOverruled()
        : found;
  }

  private static List<Finding> look(PreflightCheck check, PreflightContext context)
      throws InterruptedException {
    try {
      return check.look(context);
    } catch (OperationFailed e) {
      return List.of(notSeen(check, context, e.getMessage()));
    } catch (IOException | RuntimeException e) {
      return List.of(notSeen(check, context, e.getClass().getSimpleName() + ": " + e.getMessage()));
    }
  }

  private static Finding notSeen(PreflightCheck check, PreflightContext context, String reason) {
    return Finding.blocking(
        check.title(),
        "nicht prüfbar: " + reason,
        "die Prüfung muss gelingen",
        "Bitte die Ursache auf %s beheben und die Prüfung wiederholen."
            .formatted(context.site().host().name()));
  }
}
