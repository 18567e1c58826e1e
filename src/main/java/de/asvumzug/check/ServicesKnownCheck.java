package de.asvumzug.check;

import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The service manager of the old machine knows the units, so that stopping them stops ASV. */
@Component
@Order(100)
class ServicesKnownCheck implements PreflightCheck {
  private final ServiceSettings services;

  ServicesKnownCheck(ServiceSettings services) {
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
    List<Finding> findings = new ArrayList<>();
    for (String unit : List.of(services.server(), services.updateService())) {
      findings.add(known(context.site().host(), unit));
    }
    return findings;
  }

  private Finding known(Host host, String unit) throws IOException, InterruptedException {
    Optional<String> systemctl = host.findProgram(services.control(), List.of("/usr/bin", "/bin"));
    if (systemctl.isEmpty()) {
      throw new IOException(services.control() + " fehlt");
    }
    CommandResult enabled = host.run(Command.of(systemctl.get(), "is-enabled", unit));
    CommandResult active = host.run(Command.of(systemctl.get(), "is-active", unit));
    String startType = enabled.output().strip();
    String title = "Dienst " + unit;
    String limit = "dem Betriebssystem bekannt";
    if (startType.isEmpty() || startType.equals("not-found")) {
      return Finding.blocking(
          title,
          "unbekannt",
          limit,
          "Bitte den wirklichen Namen des Dienstes ermitteln (systemctl list-units) und in den"
              + " Einstellungen (asv.services) eintragen.");
    }
    return Finding.ok(title, active.output().strip() + ", Startart " + startType, limit);
  }
}
