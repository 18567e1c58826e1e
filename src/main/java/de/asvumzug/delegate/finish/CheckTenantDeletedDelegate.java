package de.asvumzug.delegate.finish;

import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Looks whether the old server, which goes on for others, still holds the moved schools. Sets
 * {@code tenantsLeft}; the operator is asked again while it is above 0. A school that is there and
 * not locked is a permanent failure (rule I1). A second run looks again; nothing is changed.
 */
@Component
public class CheckTenantDeletedDelegate implements StepHandler {
  static final String LEFT = "tenantsLeft";

  private final Dbctl dbctl;

  public CheckTenantDeletedDelegate(Dbctl dbctl) {
    this.dbctl = dbctl;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    List<String> moved = step.migration().schoolNumbers();
    List<Tenant> left =
        dbctl.list(step.source()).stream()
            .filter(tenant -> moved.contains(tenant.number()))
            .toList();
    List<String> open =
        left.stream().filter(tenant -> !tenant.locked()).map(Tenant::number).toList();
    if (!open.isEmpty()) {
      throw OperationFailed.permanent(
          """
          Auf %s kann wieder gearbeitet werden mit: Schule %s. \
          Diese Schulen arbeiten auf dem neuen Server; was hier erfasst wird, geht verloren."""
              .formatted(step.source().host().name(), String.join(", ", open)),
          "Bitte sofort sperren oder löschen, dann den Schritt wiederholen.");
    }
    List<String> numbers = left.stream().map(Tenant::number).toList();
    step.note(
        left.isEmpty()
            ? "Die umgezogenen Schulen gibt es auf dem alten Server nicht mehr"
            : "Auf dem alten Server sind noch nicht gelöscht: " + String.join(", ", numbers),
        Map.of("Schulen", moved));
    return StepOutcome.completed(Map.of(LEFT, left.size()));
  }
}
