package de.asvumzug.check.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.finding.PreparationSettings;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * PostgreSQL is not open to the network: only the ASV server needs it, usually on the same machine
 * (docs/domain.md §2). Looked at where it listens, and tried from the other machine of the move.
 */
@Component
@Order(85)
public class DatabasePortCheck implements PreflightCheck {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "");

  private final PreparationSettings settings;
  private final Secrets secrets;

  public DatabasePortCheck(PreparationSettings settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  @Override
  public String title() {
    return "Port der Datenbank";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.everywhere().on(Variant.ENTERPRISE);
  }

  @Override
  public boolean mayBeOverruled() {
    return true; // who may reach the database is for the operator to know
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    Endpoint endpoint = context.site();
    Database database = endpoint.installation().database();
    if (!loopback(database.host())) {
      return List.of(
          Finding.ok(
              title(),
              "Datenbank auf einem eigenen Rechner: " + database.host(),
              "nur vom ASV-Server aus offen; bitte dort prüfen"));
    }
    String listens =
        new Postgres(endpoint.host(), database, secrets)
            .query("postgres", "select current_setting('listen_addresses') as listens", Map.of())
            .get(0)
            .get("listens");
    return List.of(judge(context, listens, database.port()));
  }

  public Finding judge(PreflightContext context, String listens, int port) throws IOException {
    String limit = "TCP " + port + " nicht aus dem Netz erreichbar";
    if (Arrays.stream(listens.split(",")).map(String::strip).allMatch(LOOPBACK::contains)) {
      return Finding.ok(title(), "lauscht nur auf dem eigenen Rechner", limit);
    }
    String address = context.site().installation().address();
    String reading = "lauscht auf " + listens;
    if (loopback(address)) {
      return Finding.warning(
          title(),
          reading + ", von außen nicht prüfbar",
          limit,
          "Bitte prüfen, dass die Firewall TCP " + port + " nicht durchlässt.");
    }
    if (!context.other().host().reaches(address, port)) {
      return Finding.ok(
          title(), reading + ", von " + context.other().host().name() + " aus zu", limit);
    }
    return open(context.site().side(), reading + ", von außen erreichbar", limit);
  }

  private Finding open(Side side, String reading, String limit) {
    String advice =
        "Bitte listen_addresses auf localhost stellen oder den Port in der Firewall schließen. Wenn"
            + " ihn ein anderes Programm braucht (zum Beispiel der Notenmanager), auf dessen Rechner"
            + " beschränken und asv.preparation.database-port-open setzen.";
    return side == Side.TARGET && !settings.databasePortOpen()
        ? Finding.blocking(title(), reading, limit, advice)
        : Finding.warning(title(), reading, limit, advice);
  }

  private static boolean loopback(String host) {
    return LOOPBACK.contains(host) || host.startsWith("127.");
  }
}
