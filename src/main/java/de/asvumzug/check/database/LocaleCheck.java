package de.asvumzug.check.database;

import de.asvumzug.check.database.SortOrders.InUse;
import de.asvumzug.check.database.SortOrders.Sorted;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The sort order of the old database is known to the new machine (trap 20); its name differs from
 * one operating system to the other. Every sort order in use is there, too, and sorts the same
 * words in the same way: names, providers and versions promise nothing.
 */
@Component
@Order(87)
public class LocaleCheck implements PreflightCheck {
  private static final Set<String> EVERYWHERE = Set.of("C", "POSIX", "C.UTF-8", "C.utf8");

  private static final String ORDER = "Reihenfolge der Sortierungen";

  private static final String OWN =
      "select datcollate as name, pg_encoding_to_char(encoding) as encoding from pg_database"
          + " where datname = current_database()";

  private static final String MODEL =
      """
      select datname as name, pg_encoding_to_char(encoding) as encoding, datcollate as collate,
             version() ~ '(Visual C|mingw|windows)' as windows
        from pg_database where datname in (:'name', 'template1') order by datname = :'name' desc limit 1
      """;

  private final Secrets secrets;

  public LocaleCheck(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public String title() {
    return "Sortierung der Datenbank";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.target().within(Variant.ENTERPRISE);
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    QuietSession old = new QuietSession(context.other(), secrets);
    QuietSession young = new QuietSession(context.site(), secrets);
    List<String> known =
        young.rows("postgres", "select collname as name from pg_collation", Map.of()).stream()
            .map(row -> row.get("name"))
            .toList();
    List<Finding> findings = new ArrayList<>();
    Map<String, String> own = old.rows(OWN, Map.of()).get(0);
    findings.add(judge(own.get("name"), known));
    if (context.migration().wholeDatabase() && own.get("encoding").equals("UTF8")) {
      orders(context, old, young, findings);
    }
    return findings;
  }

  /** The new database gets the sort order of the installer's, or before that of the template. */
  private void orders(
      PreflightContext context, QuietSession old, QuietSession young, List<Finding> findings)
      throws IOException, InterruptedException {
    Map<String, String> model =
        young
            .rows(
                "postgres", MODEL, Map.of("name", context.site().installation().database().name()))
            .get(0);
    if (!model.get("encoding").equals("UTF8")) {
      findings.add(encoding(model));
      return;
    }
    SortOrders there = new SortOrders(young, model.get("name"));
    SortOrders here = new SortOrders(old, context.other().installation().database().name());
    List<InUse> used = here.inUse();
    findings.addAll(compare(used, here.sorted(used), there.sorted(used)));
  }

  /** A database in UTF-8 can be made with the locale {@code C} on a server of any encoding. */
  Finding encoding(Map<String, String> model) {
    String title = "Zeichensatz des neuen Servers";
    String reading = model.get("encoding") + ", Sortierung " + model.get("collate");
    String limit = "UTF8";
    boolean possible =
        EVERYWHERE.contains(model.get("collate")) || model.get("windows").equals("t");
    return possible
        ? Finding.warning(
            title,
            reading,
            limit,
            "Die Datenbank wird trotzdem in UTF8 angelegt; ob sie genauso sortiert wie bisher, lässt sich"
                + " erst dann vergleichen. Besser den neuen Server mit initdb --encoding=UTF8 anlegen.")
        : Finding.blocking(
            title,
            reading,
            limit,
            "Mit dieser Sortierung lässt sich dort keine Datenbank in UTF8 anlegen. Bitte den neuen Server"
                + " mit einer Sortierung in UTF-8 neu anlegen (initdb --encoding=UTF8"
                + " --locale=de_DE.UTF-8), bevor ASV installiert wird.");
  }

  List<Finding> compare(
      List<InUse> used, List<Optional<Sorted>> here, List<Optional<Sorted>> there) {
    List<String> missing = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> differ = new ArrayList<>();
    List<String> ranged = new ArrayList<>();
    for (int n = 0; n < used.size(); n++) {
      InUse order = used.get(n);
      Optional<Sorted> old = here.get(n);
      Optional<Sorted> young = there.get(n);
      if (young.isEmpty() && !order.provider().equals("i") || young.isEmpty() && order.shipped()) {
        missing.add(order.text());
      } else if (old.isEmpty() || young.isEmpty()) {
        unknown.add(order.text());
      } else if (!old.get().hash().equals(young.get().hash())) {
        differ.add(order.text() + versions(old.get(), young.get()));
        if (!order.ranged().isEmpty()) {
          ranged.add(order.ranged());
        }
      }
    }
    List<Finding> findings = new ArrayList<>();
    missing(missing, findings);
    unknown(unknown, findings);
    differ(differ, ranged, findings);
    if (findings.isEmpty()) {
      findings.add(
          Finding.ok(
              ORDER, used.size() + " Sortierungen ordnen gleich", "wie auf dem alten Server"));
    }
    return findings;
  }

  private static void missing(List<String> missing, List<Finding> findings) {
    if (!missing.isEmpty()) {
      findings.add(
          Finding.blocking(
              "Fehlende Sortierungen",
              String.join("; ", missing),
              "auf dem neuen Server vorhanden",
              "Ohne sie scheitert die Einspielung. Bitte die Spracheinstellung auf dem neuen Rechner"
                  + " einrichten (Debian: dpkg-reconfigure locales), PostgreSQL neu starten und in"
                  + " template1 und postgres „select pg_import_system_collations('pg_catalog')“ ausführen;"
                  + " für Sortierungen mit -x-icu ein PostgreSQL mit ICU verwenden."));
    }
  }

  private static void unknown(List<String> unknown, List<Finding> findings) {
    if (!unknown.isEmpty()) {
      findings.add(
          Finding.warning(
              "Nicht vergleichbare Sortierungen",
              String.join("; ", unknown),
              "wie auf dem alten Server",
              "Sie werden erst beim Einspielen angelegt. Bitte nach dem Umzug prüfen, ob Listen noch"
                  + " richtig sortiert sind."));
    }
  }

  private static void differ(List<String> differ, List<String> ranged, List<Finding> findings) {
    if (differ.isEmpty()) {
      return;
    }
    String reading = "ordnen dort anders: " + String.join("; ", differ);
    String limit = "wie auf dem alten Server";
    findings.add(
        ranged.isEmpty()
            ? Finding.warning(
                ORDER,
                reading,
                limit,
                "Listen mit Umlauten, Groß- und Kleinschreibung oder Bindestrichen erscheinen dann in"
                    + " anderer Reihenfolge. Indizes werden beim Einspielen neu aufgebaut und sind richtig;"
                    + " Prüfregeln, die Texte der Größe nach vergleichen, können scheitern. Soll die"
                    + " Ordnung bleiben, bitte auf dem neuen Rechner dieselbe Spracheinstellung einrichten.")
            : Finding.blocking(
                ORDER,
                reading,
                limit,
                """
                Nach Textbereichen geteilte Tabellen (%s) nähmen ihre Zeilen dort nicht mehr \
                an, die Einspielung scheitert. Bitte auf dem neuen Rechner dieselbe \
                Spracheinstellung einrichten oder die Tabellen vorher anders teilen."""
                    .formatted(String.join(", ", ranged))));
  }

  private static String versions(Sorted old, Sorted young) {
    return old.version().equals(young.version())
        ? ""
        : " [Version " + old.version() + " → " + young.version() + "]";
  }

  public Finding judge(String old, List<String> known) {
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
