package de.asvumzug.check.around;

import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.finding.PreparationSettings;
import de.asvumzug.host.Host;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * From the new machine central system and update server can be reached (trap 22). Only a warning:
 * the step {@code checkCentralSystem} has the last word, with certificate and version.
 */
@Component
@Order(120)
public class OutboundCheck implements PreflightCheck {
  private static final int HTTPS = 443;

  private final CentralSystemSettings central;
  private final PreparationSettings settings;

  public OutboundCheck(CentralSystemSettings central, PreparationSettings settings) {
    this.central = central;
    this.settings = settings;
  }

  @Override
  public String title() {
    return "Verbindung nach außen";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.target();
  }

  @Override
  public List<Finding> look(PreflightContext context) {
    Host host = context.site().host();
    List<Finding> findings = new ArrayList<>();
    URI url = URI.create(central.url());
    findings.add(
        reach(host, "Zentralsystem", url.getHost(), url.getPort() < 0 ? HTTPS : url.getPort()));
    if (!settings.updateServer().isBlank() && context.migration().options().updateService()) {
      URI update = URI.create("https://" + settings.updateServer());
      findings.add(
          reach(
              host,
              "Update-Server",
              update.getHost(),
              update.getPort() < 0 ? HTTPS : update.getPort()));
    }
    return findings;
  }

  private Finding reach(Host host, String what, String address, int port) {
    String limit = address + ":" + port + " vom neuen Rechner aus erreichbar";
    String title = title() + ": " + what;
    String reading = "nicht erreichbar";
    try {
      if (host.reaches(address, port)) {
        return Finding.ok(title, "erreichbar", limit);
      }
    } catch (IOException e) {
      reading = "nicht erreichbar, Name nicht auflösbar?";
    }
    return Finding.warning(
        title,
        reading,
        limit,
        """
        Bitte vor dem Umzug in der Firewall ausgehend TCP %s von der Adresse des neuen \
        Rechners aus freigeben (195.200.71.0/24 und 193.34.207.0/24) und die Namensauflösung \
        prüfen."""
            .formatted(port));
  }
}
