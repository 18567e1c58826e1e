package de.asvumzug.web.briefing;

import de.asvumzug.asv.client.ClientUpdates;
import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.delegate.task.BlockingFindings;
import de.asvumzug.delegate.task.TaskItems;
import de.asvumzug.notify.RefusedMail;
import de.asvumzug.notify.RefusedMails;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Vote;
import de.asvumzug.plan.Votes;
import de.asvumzug.step.incident.ManualSteps;
import de.asvumzug.trail.evidence.EvidenceNames;
import de.asvumzug.web.briefing.Briefing.Fact;
import de.asvumzug.web.briefing.Briefing.Link;
import de.asvumzug.web.briefing.Briefing.Snippet;
import de.asvumzug.web.briefing.Briefing.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Briefings from the plan and the evidence of the move. */
@Component
final class PlanBriefings implements BriefingSource {
  private static final Set<String> WITH_NUMBERS =
      Set.of("confirmOriginalLogin", "recheckData", "completeTenantData", "acceptMigration");
  private static final Set<String> FOR_SCHOOLS =
      Set.of(
          "agreeSchedule",
          "exportReports",
          "refreshApplicationData",
          "recheckData",
          "completeTenantData");

  private static final Set<String> CLIENT_ADDRESS =
      Set.of("updateClientsManually", "confirmOpenClients");

  private static final String UNTOUCHED =
      "Der alte Server bleibt bis zur Abnahme unverändert; ein Abbruch nimmt ihn wieder in Betrieb.";

  /** Who decides here must know what others have gone on with. */
  private static final Set<String> AFTER_OVERRULING =
      Set.of("confirmPreparation", "releaseCutover", "acceptMigration");

  private static final Set<String> MACHINE_FINDINGS =
      Set.of("resolveFindings", "confirmOverrule", "confirmPreparation");

  private static final Set<String> INCIDENT =
      Set.of("handleIncident", "confirmSkip", "performByHand");

  private final MigrationLookup migrations;
  private final EvidenceTables evidence;
  private final IncidentDetails incidents;

  private final Votes votes;
  private final TaskItems items;
  private final ManualFacts manualFacts;
  private final ClientUpdates clients;
  private final OverrulingTables overrulings;
  private final RefusedMails mails;

  PlanBriefings(
      MigrationLookup migrations,
      EvidenceTables evidence,
      IncidentDetails incidents,
      Votes votes,
      TaskItems items,
      ManualFacts manualFacts,
      ClientUpdates clients,
      OverrulingTables overrulings,
      RefusedMails mails) {
    this.migrations = migrations;
    this.evidence = evidence;
    this.incidents = incidents;
    this.votes = votes;
    this.items = items;
    this.manualFacts = manualFacts;
    this.clients = clients;
    this.overrulings = overrulings;
    this.mails = mails;
  }

  @Override
  public Briefing briefing(
      String migrationId, String element, String school, Map<String, Object> variables) {
    Migration migration = migrations.get(migrationId);
    TaskTexts.Text text = text(element, variables);
    boolean forSchool = FOR_SCHOOLS.contains(element);
    List<Fact> facts = facts(migration, school, forSchool);
    List<Table> tables = tables(migration, element, school);
    addOverrulings(migration, element, variables, tables);
    if (INCIDENT.contains(element)) {
      addIncident(migration, variables, facts, tables);
    }
    List<Snippet> snippets = new ArrayList<>(snippets(migration, element, variables));
    if (element.equals("callRecipient")) {
      addRefusedMails(migration, variables, facts, snippets);
    }
    if (element.equals("confirmOutOfUse")) {
      facts.add(new Fact("Maschine", migration.target().machine()));
      addText(facts, "Festgestellt von", variables.get("decidedBy"));
      OutOfUse.How.of(String.valueOf(variables.get("howOff")))
          .ifPresent(how -> facts.add(new Fact("Sichergestellt durch", how.label())));
      addText(facts, "Begründung", variables.get("reason"));
    }
    facts.addAll(
        manualFacts.of(
            migration,
            element.equals("performByHand") ? variables.get("failedElement") + "Manually" : element,
            element.equals("performByHand") && variables.get("failedSchool") instanceof String own
                ? own
                : school));
    if (element.equals("fixLogin")) {
      incidents
          .lastLoginTrouble(migration.id())
          .ifPresent(said -> facts.add(new Fact("Rückmeldung", said)));
    }
    return new Briefing(
        text.title(),
        text.intro(),
        facts,
        tables,
        text.instructions(),
        snippets,
        element.equals("resolveFindings") && !overruling(variables)
            ? List.of()
            : items.of(migrationId, element, school),
        forSchool ? List.of() : List.of(new Link("Leitstand dieses Umzugs", page(migration))));
  }

  /** Only the check of both machines before the move counts what stands against it. */
  private static boolean overruling(Map<String, Object> variables) {
    return variables.containsKey("openFindings");
  }

  private void addOverrulings(
      Migration migration, String element, Map<String, Object> variables, List<Table> tables) {
    if (element.equals("confirmOverrule")
        || element.equals("resolveFindings") && overruling(variables)) {
      overrulings.asked(migration).ifPresent(table -> tables.add(0, table));
    }
    if (AFTER_OVERRULING.contains(element)) {
      overrulings.agreed(migration).ifPresent(table -> tables.add(0, table));
    }
  }

  /** A step that is done by hand after an incident has the instructions of its manual twin. */
  private static TaskTexts.Text text(String element, Map<String, Object> variables) {
    return element.equals("performByHand")
            && variables.get("failedElement") instanceof String failed
            && ManualSteps.hasManualWay(failed)
        ? TaskTexts.of(failed + "Manually")
        : TaskTexts.of(element);
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
    facts.add(new Fact("Beginn", GermanFormat.full(migration.window().start())));
    facts.add(new Fact("Ende", GermanFormat.full(migration.window().end())));
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

  private List<Snippet> snippets(
      Migration migration, String element, Map<String, Object> variables) {
    boolean byHand =
        element.equals("performByHand") && "updateClients".equals(variables.get("failedElement"));
    return CLIENT_ADDRESS.contains(element) || byHand
        ? List.of(
            new Snippet("Für config.local.ini jedes Clients", clients.fragment(migration.target())))
        : List.of();
  }

  private Table votes(Migration migration) {
    List<List<String>> rows = new ArrayList<>();
    for (Vote vote : votes.latest(migration.id())) {
      rows.add(
          List.of(
              name(migration, vote.school()),
              vote.agreed() ? "einverstanden" : "nicht einverstanden",
              vote.comment().isBlank() ? "–" : vote.comment()));
    }
    return new Table("Rückmeldungen der Schulen", List.of("Schule", "Antwort", "Bemerkung"), rows);
  }

  private static String name(Migration migration, String number) {
    return migration.schools().stream()
        .filter(school -> school.number().equals(number))
        .map(school -> number + " " + school.name())
        .findFirst()
        .orElse(number);
  }

  private List<Table> tables(Migration migration, String element, String school) {
    List<Table> tables = new ArrayList<>();
    if (WITH_NUMBERS.contains(element)) {
      evidence.numbers(migration, school).ifPresent(tables::add);
    }
    if (element.equals("proposeSchedule")) {
      tables.add(votes(migration));
    }
    if (element.equals("acceptMigration")) {
      evidence.fingerprints(migration).ifPresent(tables::add);
    }
    if (element.equals("resolveFindings")) {
      // After the restore these are the ones that wait; before it they are not there yet.
      evidence
          .findings(migration, EvidenceNames.REGULAR_BACKUP, "Regelmäßige Sicherung, neuer Server")
          .ifPresent(tables::add);
      evidence
          .findings(migration, EvidenceNames.CENTRAL_SYSTEM, "Zentralsystem, neuer Server")
          .ifPresent(tables::add);
      evidence
          .findings(migration, EvidenceNames.REACHABILITY, "Erreichbarkeit, neuer Server")
          .ifPresent(tables::add);
    }
    if (MACHINE_FINDINGS.contains(element)) {
      machine(migration, Side.SOURCE, EvidenceNames.FINDINGS_SOURCE).ifPresent(tables::add);
      machine(migration, Side.TARGET, EvidenceNames.FINDINGS_TARGET).ifPresent(tables::add);
    }
    if (element.equals("confirmSourceChanged")) {
      evidence
          .findings(migration, EvidenceNames.SOURCE_UNCHANGED, "Abweichungen")
          .ifPresent(tables::add);
    }
    if (element.equals("clearRemains")) {
      evidence.remains(migration).ifPresent(tables::add);
    }
    if (!FOR_SCHOOLS.contains(element)) {
      tables.add(schools(migration));
    }
    return tables;
  }

  private Optional<Table> machine(Migration migration, Side side, String name) {
    return evidence.findings(
        migration,
        name,
        BlockingFindings.end(side),
        entry ->
            overrulings.overruled(
                migration, side, entry.path("title").asText(), entry.path("reading").asText()));
  }

  private static Table schools(Migration migration) {
    List<List<String>> rows = migration.schools().stream().map(PlanBriefings::schoolRow).toList();
    return new Table("Schulen", List.of("Nummer", "Name", "E-Mail", "Telefon"), rows);
  }

  private static List<String> schoolRow(School school) {
    return List.of(school.number(), school.name(), orEmpty(school.mail()), orEmpty(school.phone()));
  }

  /** What failed, where, the end of its log, what is safe now, and what each choice means. */
  private void addIncident(
      Migration migration, Map<String, Object> variables, List<Fact> facts, List<Table> tables) {
    if (!(variables.get("failedElement") instanceof String element)) {
      facts.add(new Fact("Ihre Daten", UNTOUCHED));
      return;
    }
    String incident = variables.get("incidentId") instanceof String id ? id : "";
    facts.add(
        new Fact(
            "Schritt",
            incidents.stepName(incident).map(name -> name + " (" + element + ")").orElse(element)));
    if (variables.get("failedSchool") instanceof String school && !school.isBlank()) {
      facts.add(new Fact("Schule", name(migration, school)));
    }
    incidents
        .machine(migration.id(), element)
        .ifPresent(machine -> facts.add(new Fact("Maschine", machine)));
    incidents.message(incident).ifPresent(text -> facts.add(new Fact("Meldung", text)));
    String phase = incidents.phase(incident).orElse("");
    facts.add(new Fact("Was jetzt gilt", IncidentTexts.safeNow(migration, phase, element)));
    addText(facts, "Entschieden von", variables.get("decidedBy"));
    addText(facts, "Begründung", variables.get("reason"));
    if (!IncidentTexts.tooLateToAbort(phase, element)) {
      facts.add(new Fact("Ihre Daten", UNTOUCHED));
    }
    incidents.lastLines(incident).ifPresent(tables::add);
    tables.add(
        new Table(
            "Was die Entscheidungen bedeuten",
            List.of("Entscheidung", "Bedeutung bei diesem Schritt"),
            IncidentTexts.choices(phase, element)));
  }

  /** Whom to call, and what to say: the mail itself, as the recipient would have read it. */
  private void addRefusedMails(
      Migration migration,
      Map<String, Object> variables,
      List<Fact> facts,
      List<Snippet> snippets) {
    String recipient = String.valueOf(variables.get("mailRecipient"));
    List<RefusedMail> refused = mails.open(migration.id(), recipient);
    facts.add(new Fact("Abgelehnte Adresse", recipient));
    migration.schools().stream()
        .filter(school -> refused.stream().anyMatch(m -> school.number().equals(m.school())))
        .forEach(
            school -> {
              facts.add(new Fact("Empfänger", school.number() + " " + school.name()));
              facts.add(
                  new Fact(
                      "Telefon",
                      orEmpty(school.phone()).isBlank() ? "steht nicht im Plan" : school.phone()));
            });
    for (RefusedMail mail : refused) {
      facts.add(
          new Fact(
              "Abgelehnt", GermanFormat.full(mail.refusedAt()) + ", Mailserver: " + mail.error()));
      snippets.add(new Snippet("Betreff: " + mail.subject(), mail.text()));
    }
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
