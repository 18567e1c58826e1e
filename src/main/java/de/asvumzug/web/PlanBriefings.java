package de.asvumzug.web;

import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.School;
import de.asvumzug.step.SkipRules;
import de.asvumzug.web.Briefing.Fact;
import de.asvumzug.web.Briefing.Link;
import de.asvumzug.web.Briefing.Table;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Briefings from the plan and the evidence of the move. */
@Component
final class PlanBriefings implements BriefingSource {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("EEEE, d. MMMM yyyy, HH:mm 'Uhr'", Locale.GERMAN)
          .withZone(ZoneId.of("Europe/Berlin"));
  private static final Set<String> WITH_NUMBERS =
      Set.of("confirmOriginalLogin", "recheckData", "completeTenantData", "acceptMigration");
  private static final Set<String> FOR_SCHOOLS =
      Set.of(
          "agreeSchedule",
          "exportReports",
          "refreshApplicationData",
          "recheckData",
          "completeTenantData");
  private static final Set<String> INCIDENT =
      Set.of("handleIncident", "confirmSkip", "performByHand");

  private final MigrationLookup migrations;
  private final EvidenceTables evidence;
  private final IncidentDetails incidents;

  PlanBriefings(MigrationLookup migrations, EvidenceTables evidence, IncidentDetails incidents) {
    this.migrations = migrations;
    this.evidence = evidence;
    this.incidents = incidents;
  }

  @Override
  public Briefing briefing(
      String migrationId, String element, String school, Map<String, Object> variables) {
    Migration migration = migrations.get(migrationId);
    TaskTexts.Text text = TaskTexts.of(element);
    boolean forSchool = FOR_SCHOOLS.contains(element);
    List<Fact> facts = facts(migration, school, forSchool);
    List<Table> tables = tables(migration, element, school);
    if (INCIDENT.contains(element)) {
      addIncident(variables, facts, tables);
    }
    return new Briefing(
        text.title(),
        text.intro(),
        facts,
        tables,
        text.instructions(),
        forSchool ? List.of() : List.of(new Link("Leitstand dieses Umzugs", page(migration))));
  }

  private static String page(Migration migration) {
    return "/umzuege/" + migration.id();
  }

  private static List<Fact> facts(Migration migration, String school, boolean forSchool) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Umzug", migration.id() + " – " + migration.title()));
    migration.schools().stream()
        .filter(one -> one.number().equals(school))
        .forEach(one -> facts.add(new Fact("Schule", one.number() + " " + one.name())));
    facts.add(new Fact("Beginn", TIME.format(migration.window().start())));
    facts.add(new Fact("Ende", TIME.format(migration.window().end())));
    if (forSchool) {
      facts.add(new Fact("Neuer Server", migration.target().address()));
      addText(facts, "Fragen an", migration.contacts().technician());
    } else {
      facts.add(new Fact("Alter Server", describe(migration.source())));
      facts.add(new Fact("Neuer Server", describe(migration.target())));
    }
    return facts;
  }

  private static String describe(Installation one) {
    return "%s, %s, %s (%s, Port %d)"
        .formatted(
            one.machine(), one.variant().label(), one.version(), one.address(), one.clientPort());
  }

  private List<Table> tables(Migration migration, String element, String school) {
    List<Table> tables = new ArrayList<>();
    if (WITH_NUMBERS.contains(element)) {
      evidence.numbers(migration, school).ifPresent(tables::add);
    }
    if (element.equals("acceptMigration")) {
      evidence.fingerprints(migration).ifPresent(tables::add);
    }
    if (element.equals("resolveFindings")) {
      // After the restore these are the ones that wait; before it they are not there yet.
      evidence
          .findings(migration, "regular-backup", "Regelmäßige Sicherung, neuer Server")
          .ifPresent(tables::add);
      evidence
          .findings(migration, "central-system", "Zentralsystem, neuer Server")
          .ifPresent(tables::add);
    }
    if (element.equals("resolveFindings") || element.equals("confirmPreparation")) {
      evidence.findings(migration, "findings-source", "Alter Server").ifPresent(tables::add);
      evidence.findings(migration, "findings-target", "Neuer Server").ifPresent(tables::add);
    }
    if (!FOR_SCHOOLS.contains(element)) {
      tables.add(schools(migration));
    }
    return tables;
  }

  private static Table schools(Migration migration) {
    List<List<String>> rows = migration.schools().stream().map(PlanBriefings::schoolRow).toList();
    return new Table("Schulen", List.of("Nummer", "Name", "E-Mail", "Telefon"), rows);
  }

  private static List<String> schoolRow(School school) {
    return List.of(school.number(), school.name(), orEmpty(school.mail()), orEmpty(school.phone()));
  }

  /** What failed, where, the end of its log, and what is safe now. */
  private void addIncident(Map<String, Object> variables, List<Fact> facts, List<Table> tables) {
    addText(facts, "Schritt", variables.get("failedElement"));
    if (variables.get("incidentId") instanceof String id) {
      incidents.message(id).ifPresent(text -> facts.add(new Fact("Meldung", text)));
      incidents.lastLines(id).ifPresent(tables::add);
    }
    if (variables.get("failedElement") instanceof String element) {
      facts.add(
          new Fact(
              "Überspringen",
              SkipRules.mayBeSkipped(element)
                  ? "möglich, mit Begründung und Zustimmung einer zweiten Person"
                  : "nicht möglich: Dieser Schritt sichert die Daten oder schließt zwei laufende"
                      + " Server aus."));
    }
    addText(facts, "Entschieden von", variables.get("decidedBy"));
    addText(facts, "Begründung", variables.get("reason"));
    facts.add(
        new Fact(
            "Ihre Daten",
            "Der alte Server bleibt bis zur Abnahme unverändert; ein Abbruch nimmt ihn wieder in Betrieb."));
  }

  private static void addText(List<Fact> facts, String label, Object value) {
    if (value instanceof String text && !text.isBlank()) {
      facts.add(new Fact(label, text));
    }
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
