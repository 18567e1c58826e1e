package de.asvumzug.check.machine;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import java.io.IOException;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The clients' port of the new server: free where ASV is installed anew, open where it works
 * already. Whether a firewall lets clients through can only be seen once something listens there,
 * so for a new installation the finding says what to have opened.
 */
@Component
@Order(115)
public class ClientPortCheck implements PreflightCheck {

  @Override
  public String title() {
    return "Port der Clients";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.target();
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException {
    Endpoint endpoint = context.site();
    int port = endpoint.installation().clientPort();
    return List.of(
        endpoint.installation().inUse()
            ? open(context.other(), endpoint.installation().address(), port)
            : free(endpoint, port));
  }

  private Finding free(Endpoint endpoint, int port) throws IOException {
    String limit =
        "TCP " + port + " frei; die Firewall muss ihn von den Clients her eingehend durchlassen";
    return endpoint.host().reaches("127.0.0.1", port)
        ? Finding.blocking(
            title(),
            "TCP " + port + " ist belegt",
            limit,
            "Auf dem neuen Rechner lauscht dort schon ein Programm. Ist es ein anderer ASV-Server?"
                + " Bitte klären und beenden oder im Umzugsplan einen anderen Port wählen.")
        : Finding.ok(title(), "TCP " + port + " ist frei", limit);
  }

  private Finding open(Endpoint other, String address, int port) throws IOException {
    String limit = address + ":" + port + " vom alten Server aus erreichbar";
    return other.host().reaches(address, port)
        ? Finding.ok(title(), "erreichbar", limit)
        : Finding.warning(
            title(),
            "nicht erreichbar",
            limit,
            """
            Bitte prüfen, ob der neue Server läuft und seine Firewall TCP %s eingehend \
            durchlässt."""
                .formatted(port));
  }
}
