package de.asvumzug.check;

import de.asvumzug.asv.Postgres;
import de.asvumzug.asv.Site;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The place where ASV is to be installed anew is empty (rule I2): nothing there can be lost. */
@Component
@Order(90)
class TargetStateCheck implements PreflightCheck {
  private final Secrets secrets;

  TargetStateCheck(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String title() {
    return "Neuer Server leer";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return side == Side.TARGET && !migration.target().inUse();
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(folder(context.site()));
    if (context.site().installation().variant() == Variant.ENTERPRISE) {
      findings.add(database(context.site()));
    }
    return findings;
  }

  private Finding folder(Site site) throws IOException {
    String limit = "Ordner " + site.directory() + " fehlt oder ist leer";
    boolean there =
        site.host()
            .files()
            .stat(site.directory())
            .map(stat -> stat.kind() != FileStat.Kind.FOLDER)
            .orElse(false);
    boolean filled =
        there
            || (site.host().files().stat(site.directory()).isPresent()
                && !site.host().files().list(site.directory()).isEmpty());
    return filled
        ? Finding.blocking(
            title(),
            "Ordner ist nicht leer",
            limit,
            "Dort liegt schon etwas. Ist es eine Installation, die weiter gebraucht wird? Bitte"
                + " klären und den Ordner räumen oder einen anderen planen.")
        : Finding.ok(title(), "leer", limit);
  }

  private Finding database(Site site) throws IOException, InterruptedException {
    Database database = site.installation().database();
    boolean exists =
        !new Postgres(site.host(), database, secrets)
            .query(
                "postgres",
                "select 1 as found from pg_database where datname = :'name'",
                Map.of("name", database.name()))
            .isEmpty();
    String title = "Datenbank auf dem neuen Server";
    String limit = "Datenbank " + database.name() + " noch nicht vorhanden";
    return exists
        ? Finding.blocking(
            title,
            "Datenbank " + database.name() + " ist schon da",
            limit,
            "Bitte klären, wem sie gehört. Sie wird nicht überschrieben; der Umzug braucht einen"
                + " anderen Namen oder einen Server ohne sie.")
        : Finding.ok(title, "nicht vorhanden", limit);
  }
}
