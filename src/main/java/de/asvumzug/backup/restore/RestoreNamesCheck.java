package de.asvumzug.backup.restore;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.restore.TargetDatabases.Found;
import de.asvumzug.backup.restore.TargetDatabases.Purpose;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.MarkedMove;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.Host;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The names of the databases that the restore makes beside the one in use are free: it would refuse
 * them inside the window if somebody else's database had one.
 */
@Component
@Order(92)
class RestoreNamesCheck implements PreflightCheck {
  private final Secrets secrets;
  private final BackupSettings settings;

  RestoreNamesCheck(Secrets secrets, BackupSettings settings) {
    this.secrets = secrets;
    this.settings = settings;
  }

  @Override
  public String title() {
    return "Namen für die Einspielung frei";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.target().ofWholeDatabase().on(Variant.ENTERPRISE);
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    Endpoint endpoint = context.site();
    Host host = endpoint.host();
    TargetDatabases databases =
        new TargetDatabases(
            host,
            new Postgres(host, endpoint.installation().database(), secrets),
            settings.maintenanceDatabase(),
            new BackupContext(
                context.migration().id(), context.key(), context.jobs(), context.progress()),
            Purpose.RESTORE);
    List<String> names =
        List.of(databases.fresh(), databases.before(), databases.cloned(), databases.trial());
    List<String> taken = new ArrayList<>();
    for (String name : names) {
      Optional<Found> found = databases.look(name);
      if (found.isPresent() && !databases.ours(found.get())) {
        taken.add(
            name
                + MarkedMove.of(found.get().mark())
                    .map(move -> " (vom Umzug " + move + ")")
                    .orElse(" (ohne Kennzeichen)"));
      }
    }
    String limit = String.join(", ", names) + " nicht vorhanden";
    return List.of(
        taken.isEmpty()
            ? Finding.ok(title(), "frei", limit)
            : Finding.blocking(
                title(),
                "schon da: " + String.join(", ", taken),
                limit,
                "Die Einspielung rührt fremde Datenbanken nicht an und hielte im Umzugsfenster an. Bitte"
                    + " klären, wem sie gehören, und sie umbenennen."));
  }
}
