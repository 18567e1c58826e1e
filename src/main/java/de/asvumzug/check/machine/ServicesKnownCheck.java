package de.asvumzug.check.machine;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.UnitState;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The service manager of the old machine knows the units, so that stopping them stops ASV. */
@Component
@Order(100)
public class ServicesKnownCheck implements PreflightCheck {
  private final AsvServices services;

  public ServicesKnownCheck(AsvServices services) {
    this.services = services;
  }

  @Override
  public String title() {
    return "Dienste";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return side == Side.SOURCE || migration.target().inUse();
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    Endpoint endpoint = context.site();
    try {
      return List.of(
          known(endpoint.host(), services.server(endpoint)),
          known(endpoint.host(), services.updateService(endpoint)));
    } catch (OperationFailed e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Finding known(Host host, UnitState state) {
    String title = "Dienst " + state.unit();
    String limit = "dem Betriebssystem bekannt";
    return state.known()
        ? Finding.ok(title, state.seen(), limit)
        : Finding.blocking(
            title,
            "unbekannt",
            limit,
            """
            Bitte den wirklichen Namen des Dienstes ermitteln (%s) und in den Einstellungen \
            eintragen (asv.services, oder asv.machines.%s.services für diese Maschine allein)."""
                .formatted(
                    host.system() == Host.OperatingSystem.WINDOWS
                        ? "services.msc"
                        : "systemctl list-units",
                    host.name()));
  }
}
