package de.asvumzug.check.machine;

import de.asvumzug.asv.client.ClientVersions;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Client;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Clients that could not talk to the new server (trap 7). A warning: they can be installed anew
 * after the move too, but it is known before whose work would stand still.
 */
@Component
@Order(130)
public class ClientVersionCheck implements PreflightCheck {
  private final ClientVersions versions;

  public ClientVersionCheck(ClientVersions versions) {
    this.versions = versions;
  }

  @Override
  public String title() {
    return "Version der Clients";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return side == Side.SOURCE && versions.matter(migration.target());
  }

  @Override
  public List<Finding> look(PreflightContext context) {
    List<Finding> findings = new ArrayList<>();
    for (Client client : context.migration().clients()) {
      findings.add(look(client, context.migration()));
    }
    return findings;
  }

  private Finding look(Client client, Migration migration) {
    String title = title() + ": " + client.name();
    String limit = "mindestens " + versions.minimum() + ", weil der neue Server nur HTTPS spricht";
    try {
      Optional<String> reason = versions.requireReinstalled(client, migration.target());
      if (reason.isPresent()) {
        return Finding.warning(
            title,
            versions.installed(client).map(Object::toString).orElse("") + ", zu alt",
            limit,
            reason.get());
      }
      return versions
          .installed(client)
          .map(found -> Finding.ok(title, found.toString(), limit))
          .orElseGet(() -> unknown(title, "von hier aus nicht zu sehen", limit));
    } catch (IOException | OperationFailed e) {
      return unknown(title, "von hier aus nicht zu sehen: " + e.getMessage(), limit);
    }
  }

  private static Finding unknown(String title, String reading, String limit) {
    return Finding.warning(
        title,
        reading,
        limit,
        "Bitte dort unter Hilfe → Über ASV nachsehen und nötigenfalls neu" + " installieren.");
  }
}
