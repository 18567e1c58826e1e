package de.asvumzug.check;

import de.asvumzug.asv.Postgres;
import de.asvumzug.host.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The sort order of the old database is known to the new machine (trap 20); its name differs from
 * one operating system to the other.
 */
@Component
@Order(87)
class LocaleCheck implements PreflightCheck {
  private static final Set<String> EVERYWHERE = Set.of("C", "POSIX", "C.UTF-8", "C.utf8");

  private final Secrets secrets;

  LocaleCheck(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String title() {
    return "Sortierung der Datenbank";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return side == Side.TARGET
        && migration.source().variant() == Variant.ENTERPRISE
        && migration.target().variant() == Variant.ENTERPRISE;
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    Database database = context.other().installation().database();
    String old =
        new Postgres(context.other().host(), database, secrets)
            .query(
                "select datcollate as name from pg_database where datname = current_database()",
                Map.of())
            .get(0)
            .get("name");
    List<String> known =
        new Postgres(context.site().host(), context.site().installation().database(), secrets)
            .query("postgres", "select collname as name from pg_collation", Map.of()).stream()
                .map(row -> row.get("name"))
                .toList();
    return List.of(judge(old, known));
  }

  Finding judge(String old, List<String> known) {
    boolean there =
        EVERYWHERE.contains(old)
            || known.stream().anyMatch(name -> comparable(name).equals(comparable(old)));
    String limit = "auf dem neuen Rechner bekannt";
    return there
        ? Finding.ok(title(), old, limit)
        : Finding.warning(
            title(),
            old + " ist dort unbekannt",
            limit,
            "Die neue Datenbank wird in der Sortierung angelegt, die der neue Server mitbringt;"
                + " Namen mit Umlauten können dann anders sortiert erscheinen. Soll sie bleiben, bitte"
                + " diese Spracheinstellung auf dem neuen Rechner einrichten (Debian:"
                + " dpkg-reconfigure locales) und PostgreSQL neu starten.");
  }

  /** {@code de_DE.UTF-8} and {@code de_DE.utf8} are the same. */
  private static String comparable(String name) {
    return name.toLowerCase(Locale.ROOT).replace("-", "");
  }
}
