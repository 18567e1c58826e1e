package de.asvumzug.delegate.finish;

import de.asvumzug.asv.client.ClientUpdate;
import de.asvumzug.asv.client.ClientUpdates;
import de.asvumzug.step.Step;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Writes the new address into the local configuration of every client that can be reached; the
 * others stand as open in the evidence {@code clients}, with the lines to be written there. Sets
 * Integer {@code clientsOpen}. A second run changes nothing that is right already.
 *
 * <p>By hand: writes nothing; clients that can be read must name the new address.
 */
@Component
public class UpdateClientsDelegate implements StepHandler {
  private final ClientUpdates updates;

  public UpdateClientsDelegate(ClientUpdates updates) {
    this.updates = updates;
  }

  @Override
  public StepOutcome carryOut(Step step) throws Exception {
    ClientUpdate.All clients =
        step.byHand() ? updates.check(step.migration()) : updates.update(step.migration());
    step.evidence().store(ClientUpdate.All.EVIDENCE, clients);
    step.note(
        step.byHand()
            ? "Von Hand eingetragene Adresse in den Clients geprüft"
            : "Adresse des neuen Servers in die Clients eingetragen",
        Map.of("Clients", clients.clients().size(), "noch offen", clients.open()));
    return StepOutcome.completed(Map.of("clientsOpen", (int) clients.open()));
  }
}
