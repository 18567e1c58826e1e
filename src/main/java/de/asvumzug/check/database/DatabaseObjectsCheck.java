package de.asvumzug.check.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.finding.PreparationSettings;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Big and unusual objects in the old database: named, with what becomes of them. */
@Component
@Order(86)
class DatabaseObjectsCheck implements PreflightCheck {
  private static final String UNUSUAL =
      """
      select kind, coalesce(string_agg(name, ', ' order by name), '') as names from (
        select case when relkind = 'f' then 'foreign' when relpersistence = 'u' then 'unlogged'
                    when relkind = 'p' then 'partitioned' end as kind,
               n.nspname || '.' || relname as name
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where relkind in ('r', 'p', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        union all
        select 'big', n.nspname || '.' || relname || ' (' || pg_size_pretty(pg_table_size(c.oid)) || ')'
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where relkind in ('r', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
           and pg_table_size(c.oid) > :'limit'::bigint
        union all
        select 'objects', count(*)::text from pg_largeobject_metadata
      ) found where kind is not null group by kind
      """;
  private static final String BUT_NORMAL = "wie sonst auch";

  private final PreparationSettings settings;
  private final Secrets secrets;

  DatabaseObjectsCheck(PreparationSettings settings, Secrets secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  @Override
  public String title() {
    return "Ungewöhnliches in der Datenbank";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.source().on(Variant.ENTERPRISE);
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    Map<String, String> found =
        session(context.site())
            .rows(UNUSUAL, Map.of("limit", Long.toString(settings.bigTable().toBytes())))
            .stream()
            .collect(Collectors.toMap(row -> row.get("kind"), row -> row.get("names")));
    List<Finding> findings = new ArrayList<>();
    size(found, findings);
    kinds(found, findings);
    if (context.migration().target().variant() == Variant.ENTERPRISE) {
      extensions(context, findings);
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(title(), "nichts", BUT_NORMAL));
    }
    return findings;
  }

  private void size(Map<String, String> found, List<Finding> findings) {
    if (found.containsKey("big")) {
      findings.add(
          Finding.warning(
              "Große Tabellen",
              found.get("big"),
              "unter " + GermanFormat.bytes(settings.bigTable().toBytes()),
              "Sicherung und Einspielung dauern entsprechend lange; bitte im Umzugsfenster"
                  + " berücksichtigen."));
    }
    String objects = found.getOrDefault("objects", "0");
    if (Long.parseLong(objects) > settings.manyLargeObjects()) {
      findings.add(
          Finding.warning(
              "Große Objekte",
              objects,
              "höchstens " + settings.manyLargeObjects(),
              "Sie ziehen mit um, eines nach dem anderen; das kann viele Stunden dauern. Bitte vorher"
                  + " proben."));
    }
  }

  private static void kinds(Map<String, String> found, List<Finding> findings) {
    if (found.containsKey("foreign")) {
      findings.add(
          Finding.warning(
              "Fremde Tabellen (foreign tables)",
              found.get("foreign"),
              BUT_NORMAL,
              "Ihr Inhalt liegt auf einem anderen Server und steht nicht in der Sicherung. Bitte mit"
                  + " dem Betreiber des Programms klären, dem sie gehören."));
    }
    if (found.containsKey("unlogged")) {
      findings.add(
          Finding.warning(
              "Ungesicherte Tabellen (unlogged)",
              found.get("unlogged"),
              BUT_NORMAL,
              "Sie ziehen mit um, sind aber nach einem Absturz leer. Bitte klären, ob das gewollt"
                  + " ist."));
    }
    if (found.containsKey("partitioned")) {
      findings.add(
          Finding.warning(
              "Geteilte Tabellen (partitioned)",
              found.get("partitioned"),
              BUT_NORMAL,
              "Sie ziehen mit um. ASV selbst hat keine; bitte klären, wem sie gehören."));
    }
  }

  /** What the old database needs must be installable on the new server, or the restore fails. */
  private void extensions(PreflightContext context, List<Finding> findings)
      throws IOException, InterruptedException {
    List<String> used =
        names(
            session(context.site())
                .rows(
                    "select extname as name from pg_extension where extname <> 'plpgsql' order by 1",
                    Map.of()));
    if (used.isEmpty()) {
      return;
    }
    List<String> there =
        names(
            session(context.other())
                .rows("postgres", "select name from pg_available_extensions", Map.of()));
    List<String> missing = used.stream().filter(name -> !there.contains(name)).toList();
    String limit = "auf dem neuen Server vorhanden";
    findings.add(
        missing.isEmpty()
            ? Finding.ok("Erweiterungen der Datenbank", String.join(", ", used), limit)
            : Finding.blocking(
                "Erweiterungen der Datenbank",
                "auf dem neuen Server fehlen: " + String.join(", ", missing),
                limit,
                "Bitte sie dort installieren (Debian: postgresql-contrib oder das Paket der"
                    + " Erweiterung); ohne sie scheitert die Einspielung."));
  }

  private QuietSession session(Endpoint endpoint) {
    return new QuietSession(endpoint, secrets);
  }

  private static List<String> names(List<Map<String, String>> rows) {
    return rows.stream().map(row -> row.get("name")).toList();
  }
}
