package de.asvumzug.web.briefing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.asv.client.ClientUpdates;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Overruling;
import de.asvumzug.check.finding.OverrulingRepository;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.host.Host;
import de.asvumzug.host.Machines;
import de.asvumzug.notify.RefusedMail;
import de.asvumzug.notify.RefusedMails;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.answer.Vote;
import de.asvumzug.plan.answer.Votes;
import de.asvumzug.step.incident.SkipRules;
import de.asvumzug.step.incident.WorkingServer;
import de.asvumzug.step.incident.WorkingServers;
import de.asvumzug.task.PersonTasksFixture;
import de.asvumzug.task.briefing.Briefing;
import de.asvumzug.task.briefing.Briefing.ClosedChoice;
import de.asvumzug.task.briefing.Briefing.Fact;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.task.briefing.TaskItem;
import de.asvumzug.task.finding.BlockingFindings;
import de.asvumzug.task.finding.BlockingFindings.Blocking;
import de.asvumzug.task.incident.IncidentDetails;
import de.asvumzug.task.incident.OpenIncidents;
import de.asvumzug.task.incident.OpenIncidents.OpenIncident;
import de.asvumzug.trail.evidence.EvidenceReader;
import de.asvumzug.web.WebFixture;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read in a task. */
class PlanBriefingsTest {
  private static final Finding DISK =
      Finding.blocking("Freier Speicherplatz", "3 GB frei", "4 GB", "Platz schaffen")
          .mayBeOverruled();
  private static final Finding CLOCK = Finding.blocking("Uhrzeit", "9 s", "2 s", "stellen");
  private static final String FRAGMENT = "server.url=https://neu:8765\n";

  private final Migration plan = new WebFixture().store.acceptGoodPlan();
  private final Map<String, Object> documents = new HashMap<>();
  private final IncidentDetails incidents = mock(IncidentDetails.class);
  private final RuntimeService engine = mock(RuntimeService.class, RETURNS_DEEP_STUBS);
  private final OpenIncidents open = mock(OpenIncidents.class);
  private final WorkingServers servers = mock(WorkingServers.class);
  private final Votes votes = mock(Votes.class);
  private final ClientUpdates clients = mock(ClientUpdates.class);
  private final OverrulingRepository store = mock(OverrulingRepository.class);
  private final BlockingFindings findings = mock(BlockingFindings.class);
  private final RefusedMails mails = mock(RefusedMails.class);
  private PlanBriefings briefings;

  @BeforeEach
  void wire() {
    ObjectMapper json = new ObjectMapper();
    EvidenceReader evidence =
        (move, name) -> Optional.ofNullable(documents.get(name)).map(json::valueToTree);
    when(servers.now(anyString())).thenReturn(WorkingServer.NONE);
    Installer installer = mock(Installer.class);
    when(installer.clientDirectory(any())).thenReturn("/opt/asv-testclient");
    when(clients.fragment(any())).thenReturn(FRAGMENT);
    briefings =
        new PlanBriefings(
            id -> plan,
            PersonTasksFixture.with(
                evidence,
                incidents,
                servers,
                engine,
                open,
                votes,
                clients,
                store,
                findings,
                mails,
                installer,
                machines()));
  }

  private static Machines machines() {
    Machines machines = mock(Machines.class);
    Host host = mock(Host.class);
    when(machines.host(anyString())).thenReturn(host);
    when(host.workFolder()).thenReturn("/var/umzug");
    return machines;
  }

  private Briefing briefing(String element, Map<String, Object> variables) {
    return briefings.briefing(plan.id(), element, "0001", variables, plan.window().start());
  }

  private Briefing incident(String element) {
    return briefing("handleIncident", Map.of("failedElement", element, "incidentId", "i1"));
  }

  private static String fact(Briefing briefing, String label) {
    return briefing.facts().stream()
        .filter(fact -> fact.label().equals(label))
        .map(Fact::value)
        .findFirst()
        .orElse(null);
  }

  private static Table table(Briefing briefing, String caption) {
    return briefing.tables().stream()
        .filter(table -> table.caption().equals(caption))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void every_task_tells_by_when_and_whom_to_ask() {
    for (String element : List.of("agreeSchedule", "confirmPreparation", "acceptMigration")) {
      assertThat(fact(briefing(element, Map.of()), "Bitte erledigen"))
          .as(element)
          .isEqualTo("bis " + GermanFormat.full(plan.window().start()));
      assertThat(fact(briefing(element, Map.of()), "Fragen an"))
          .as(element)
          .contains("Technik: " + plan.contacts().technician().mail());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "installServerManually", "installTestClientManually", "runUpdateInstallerManually",
        "backupTenantManually", "restoreTenantManually", "lockTenantOnSourceManually",
        "unlockTenantOnSourceManually", "removeTenantOnTargetManually", "updateClientsManually",
        "cloneDatabase", "confirmOpenClients"
      })
  void every_manual_task_has_instructions_of_its_own(String element) {
    Briefing briefing = briefing(element, Map.of());

    assertThat(briefing.title()).isNotEqualTo("Von Hand erledigen");
    assertThat(briefing.instructions()).hasSizeGreaterThan(1);
  }

  @Test
  void who_resolves_findings_sees_what_keeps_clients_from_the_new_server() {
    documents.put(
        "reachability",
        Map.of(
            "findings",
            java.util.List.of(
                Map.of(
                    "title", "Port",
                    "result", "BLOCKING",
                    "reading", "geschlossen",
                    "limit", "offen",
                    "advice", "öffnen"))));

    assertThat(briefing("resolveFindings", Map.of()).tables())
        .extracting(Table::caption)
        .contains("Erreichbarkeit, neuer Server");
  }

  @Test
  void who_releases_the_cutover_reads_what_was_overruled_by_whom_and_why() {
    overruled(true);

    for (String element : List.of("confirmPreparation", "releaseCutover", "acceptMigration")) {
      assertThat(table(briefing(element, Map.of()), "Überstimmte Befunde").rows())
          .as(element)
          .containsExactly(
              List.of(
                  "Neuer Server: Freier Speicherplatz",
                  "3 GB frei",
                  "4 GB",
                  "Platte wird nachts getauscht",
                  "technik",
                  "betreiber stimmt zu: gut"));
    }
  }

  @Test
  void what_nobody_agreed_to_is_no_overruled_finding() {
    overruled(null);

    assertThat(briefing("releaseCutover", Map.of()).tables())
        .extracting(Table::caption)
        .doesNotContain("Überstimmte Befunde");
    assertThat(table(briefing("confirmOverrule", Map.of()), "Überstimmungen").rows())
        .singleElement()
        .satisfies(row -> assertThat(row).endsWith("technik", "steht aus"));
  }

  @Test
  void findings_are_offered_for_overruling_only_before_the_move() {
    when(findings.open(plan.id()))
        .thenReturn(List.of(new Blocking(Side.TARGET, DISK, Optional.empty())));

    assertThat(briefing("resolveFindings", Map.of("openFindings", 1)).items())
        .extracting(TaskItem::label)
        .contains("Neuer Server: Freier Speicherplatz");
    assertThat(briefing("resolveFindings", Map.of()).items()).isEmpty();
  }

  @Test
  void an_overruled_finding_is_told_from_one_that_stands_against_the_move() {
    documents.put("findings-target", Map.of("findings", List.of(DISK, CLOCK)));
    Overruling agreed = overruled(true);
    when(findings.all(plan.id()))
        .thenReturn(
            List.of(
                new Blocking(Side.TARGET, DISK, Optional.of(agreed)),
                new Blocking(Side.TARGET, CLOCK, Optional.empty())));

    assertThat(table(briefing("confirmOverrule", Map.of()), "Neuer Server").rows())
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly("Uhrzeit zu klären", "Freier Speicherplatz überstimmt");
  }

  private Overruling overruled(Boolean agreed) {
    Instant now = Instant.now();
    Overruling one =
        new Overruling(
            Side.TARGET,
            DISK.title(),
            DISK.reading(),
            DISK.limit(),
            DISK.overrulable(),
            "Platte wird nachts getauscht",
            "technik",
            now,
            agreed == null ? null : "betreiber",
            agreed == null ? null : now,
            agreed,
            agreed == null ? "" : "gut");
    when(store.all(plan.id())).thenReturn(List.of(one));
    return one;
  }

  @Test
  void an_incident_names_step_machine_message_and_the_end_of_the_log() {
    Table lines = new Table("Letzte Zeilen des Schritts", List.of("Ausgabe"), List.of());
    when(incidents.stepName("i1")).thenReturn(Optional.of("Datenbank sichern"));
    when(incidents.machine(anyString(), anyString())).thenReturn(Optional.of("alt"));
    when(incidents.message("i1")).thenReturn(Optional.of("Platte voll"));
    when(incidents.lastLines("i1")).thenReturn(Optional.of(lines));

    Briefing briefing = incident("backupDatabase");

    assertThat(fact(briefing, "Schritt")).isEqualTo("Datenbank sichern (backupDatabase)");
    assertThat(fact(briefing, "Maschine")).isEqualTo("alt");
    assertThat(fact(briefing, "Meldung")).isEqualTo("Platte voll");
    assertThat(briefing.tables()).contains(lines);
  }

  @ParameterizedTest
  @CsvSource({
    "check-machines,checkSource,läuft unverändert weiter",
    "backup,startSource,noch keine Daten",
    "restore-full,restoreDatabase,unvollständig",
    "go-live,startTarget,eingespielt und verglichen",
    "check-surroundings,checkCentralSystem,eingespielt und verglichen",
    "rollback,startSource,wird zurückgenommen",
    "asv-migration,announceStart,läuft unverändert weiter",
    "asv-migration,deleteTransferredCopies,abgenommen"
  })
  void an_incident_says_what_is_safe_in_its_phase(String phase, String element, String safe) {
    when(incidents.phase("i1")).thenReturn(Optional.of(phase));

    assertThat(fact(incident(element), "Was jetzt gilt")).contains(safe);
  }

  @Test
  void a_server_that_could_not_be_stopped_is_not_said_to_stand_still() {
    when(incidents.phase("i1")).thenReturn(Optional.of("backup"));
    when(servers.now(plan.id())).thenReturn(WorkingServer.OLD);

    assertThat(fact(incident("stopSource"), "Was jetzt gilt")).startsWith("Der alte Server läuft");
  }

  @ParameterizedTest
  @CsvSource({"0,stimmen mit dem alten überein", "1,unvollständig"})
  void data_that_were_compared_are_not_called_incomplete(int differences, String said) {
    when(incidents.phase("i1")).thenReturn(Optional.of("restore-full"));
    documents.put(
        "fingerprint-comparison",
        Map.of("differences", Stream.generate(() -> "asv.schueler").limit(differences).toList()));

    assertThat(fact(incident("runUpdateInstaller"), "Was jetzt gilt")).contains(said);
  }

  @ParameterizedTest
  @CsvSource({"0,einmal", "1,einmal", "2,zweimal", "3,dreimal", "6,6-mal"})
  void an_incident_says_how_often_the_step_was_tried(int tries, String said) {
    when(incidents.tries("i1")).thenReturn(tries);

    assertThat(incident("backupDatabase").intro()).contains("ist " + said + " fehlgeschlagen");
  }

  @Test
  void nobody_is_sent_to_read_a_log_that_is_not_there() {
    assertThat(String.join(" ", incident("backupDatabase").instructions()))
        .doesNotContain("letzten Zeilen");
  }

  @ParameterizedTest
  @CsvSource({
    "backupDatabase,1,0,skip outOfUse",
    "startUpdateService,1,0,outOfUse",
    "stopTarget,0,1,skip abort",
    "verifySource,0,1,skip abort outOfUse",
    "deleteTransferredCopies,0,0,abort outOfUse"
  })
  void only_what_is_possible_is_offered(
      String element, long waitsForAbort, long onItsWayBack, String closed) {
    when(waiting()).thenReturn(waitsForAbort);
    when(wayBack()).thenReturn(onItsWayBack);

    assertThat(incident(element).closed())
        .extracting(ClosedChoice::value)
        .containsExactly(closed.split(" "));
  }

  private long waiting() {
    return engine
        .createExecutionQuery()
        .messageEventSubscriptionName(anyString())
        .processInstanceBusinessKey(anyString())
        .count();
  }

  private long wayBack() {
    return engine
        .createProcessInstanceQuery()
        .processDefinitionKeyIn(any(), any())
        .processInstanceBusinessKey(anyString())
        .count();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "installTestClient",
        "setUpServices",
        "startUpdateService",
        "checkRegularBackup",
        "checkCentralSystem",
        "checkReachability",
        "updateClients",
        "thawUpdates",
        "removeRemains",
        "deleteTransferredCopies"
      })
  void who_confirms_a_skip_reads_what_follows_from_it(String element) {
    assertThat(SkipRules.mayBeSkipped(element)).isTrue();

    String follows =
        fact(
            briefing("confirmSkip", Map.of("failedElement", element, "incidentId", "i1")),
            "Folge des Überspringens");

    assertThat(follows).isNotBlank().doesNotContain("darf nicht entfallen");
  }

  @Test
  void an_incident_explains_each_choice_for_its_step() {
    assertThat(choice("installServer", "Von Hand erledigen")).contains("prüft nur noch");
    assertThat(choice("backupDatabase", "Von Hand erledigen")).contains("noch einmal ausgeführt");
    assertThat(choice("guardSource", "Überspringen")).startsWith("nicht möglich");
    assertThat(choice("installTestClient", "Überspringen"))
        .startsWith("Möglich")
        .contains("ohne dass der Schritt ausgeführt wurde");
    assertThat(choice("deleteTransferredCopies", "Abbrechen")).isEqualTo("nicht mehr möglich");
  }

  private String choice(String element, String decision) {
    return table(incident(element), "Was die Entscheidungen bedeuten").rows().stream()
        .filter(row -> row.get(0).equals(decision))
        .findFirst()
        .orElseThrow()
        .get(1);
  }

  @Test
  void a_step_done_by_hand_after_an_incident_has_its_twins_instructions() {
    Briefing byHand = briefing("performByHand", Map.of("failedElement", "installServer"));

    assertThat(byHand.title()).isEqualTo("ASV-Server von Hand installieren");
    assertThat(fact(byHand, "Zielordner")).contains(plan.target().directory());
  }

  @Test
  void a_step_that_only_the_system_can_do_asks_for_the_machine_alone() {
    Briefing byHand = briefing("performByHand", Map.of("failedElement", "restoreDatabase"));

    assertThat(byHand.title()).isEqualTo("Maschine in Ordnung bringen");
    assertThat(String.join(" ", byHand.instructions()))
        .contains("nur die Maschine bereit", "Spielen Sie nichts ein", "anders entschieden");
  }

  @ParameterizedTest
  @CsvSource({"NEW,der alte Server", "OLD,der neue Server", "NONE,beide"})
  void who_stops_one_of_two_servers_reads_which(WorkingServer working, String stop) {
    when(servers.now(plan.id())).thenReturn(working);

    assertThat(fact(briefing("stopOneServer", Map.of()), "Anzuhalten")).startsWith(stop);
  }

  @Test
  void who_decides_about_the_window_knows_of_an_open_incident() {
    when(open.of(plan.id()))
        .thenReturn(List.of(new OpenIncident("p1", "Datenbank sichern", "Platte voll")));

    Briefing overrun = briefing("decideOverrun", Map.of());

    assertThat(fact(overrun, "Störungen")).startsWith("1 offen");
    assertThat(fact(overrun, "Offene Störung")).contains("Datenbank sichern", "Platte voll");
  }

  @Test
  void who_calls_a_recipient_reads_the_number_and_what_to_say() {
    String recipient = plan.schools().get(0).mail();
    when(mails.open(plan.id(), recipient))
        .thenReturn(
            List.of(
                new RefusedMail(
                    "[U-2026-0001] Termin",
                    "Guten Tag,\n\nder Umzug …",
                    plan.schools().get(0).number(),
                    "550 5.1.1 User unknown",
                    Instant.parse("2026-11-23T08:00:00Z"))));

    Briefing briefing = briefing("callRecipient", Map.of("mailRecipient", recipient));

    assertThat(briefing.title()).isEqualTo("Adresse ungültig: bitte anrufen");
    assertThat(fact(briefing, "Empfänger")).contains(plan.schools().get(0).name());
    assertThat(fact(briefing, "Telefon")).isNotBlank();
    assertThat(fact(briefing, "Abgelehnt")).contains("09:00 Uhr", "550 5.1.1 User unknown");
    assertThat(briefing.snippets())
        .containsExactly(
            new Briefing.Snippet("Betreff: [U-2026-0001] Termin", "Guten Tag,\n\nder Umzug …"));
  }

  @Test
  void the_clone_tool_gets_everything_but_the_password() {
    documents.put(
        "clone-place",
        Map.of(
            "machine", "neu",
            "host", "localhost",
            "port", 5433,
            "database", "asv_klon",
            "owner", "asv",
            "sourceFile", "/received/asv.mv.db"));

    Briefing briefing = briefing("cloneDatabase", Map.of());

    assertThat(fact(briefing, "H2-Datei")).isEqualTo("/received/asv.mv.db auf neu");
    assertThat(fact(briefing, "PostgreSQL")).contains("localhost, Port 5433");
    assertThat(fact(briefing, "Leere Datenbank")).isEqualTo("asv_klon");
    assertThat(fact(briefing, "Kennwort")).contains(plan.target().database().passwordSecret());
  }

  @Test
  void a_restore_by_hand_names_file_machine_and_checksum() {
    documents.put("received-tenant-0001", backup("/received/0001"));

    Briefing briefing = briefing("restoreTenantManually", Map.of());

    assertThat(fact(briefing, "Datei")).isEqualTo("/received/0001/x.sbz auf neu");
    assertThat(fact(briefing, "Prüfsumme (SHA-256)")).isEqualTo("abc123");
  }

  @Test
  void a_backup_by_hand_names_the_folder_that_is_looked_into() {
    assertThat(fact(briefing("backupTenantManually", Map.of()), "Ordner für die Sicherung"))
        .isEqualTo(
            "/var/umzug/backups/" + plan.id() + "/tenants/0001 auf " + plan.source().machine());
  }

  @Test
  void who_deletes_a_school_reads_which_backups_stay() {
    documents.put("backup-database", backup("/backups/database"));

    assertThat(fact(briefing("deleteTenantOnSource", Map.of()), "Vollständige Sicherung, bleibt"))
        .isEqualTo("/backups/database auf neu");
  }

  private static Map<String, Object> backup(String folder) {
    Map<String, Object> file = Map.of("path", "x.sbz", "sha256", "abc123");
    return Map.of("machine", "neu", "folder", folder, "manifest", Map.of("files", List.of(file)));
  }

  @Test
  void open_clients_come_with_the_lines_to_copy() {
    TaskItem client = new TaskItem("Rektorat", "Rektorat", "nicht erreichbar");
    documents.put(
        "clients",
        Map.of(
            "clients",
            List.of(Map.of("name", "Rektorat", "done", false, "reason", "nicht erreichbar"))));

    Briefing briefing = briefing("confirmOpenClients", Map.of());

    assertThat(briefing.items()).containsExactly(client);
    assertThat(briefing.snippets()).extracting(Briefing.Snippet::text).containsExactly(FRAGMENT);
  }

  @Test
  void a_new_window_is_proposed_with_the_schools_own_words_at_hand() {
    String school = plan.schools().get(0).number();
    when(votes.latest(plan.id()))
        .thenReturn(
            List.of(
                new Vote(
                    1, school, plan.window(), "schule", false, "Zeugniswoche", Instant.EPOCH)));

    assertThat(table(briefing("proposeSchedule", Map.of()), "Rückmeldungen der Schulen").rows())
        .singleElement()
        .satisfies(row -> assertThat(row).contains("passt nicht", "Zeugniswoche"));
  }

  @Test
  void fixing_a_login_starts_from_what_the_person_saw() {
    when(incidents.lastLoginTrouble(plan.id()))
        .thenReturn(Optional.of("technik: Reorganisation erforderlich"));

    Briefing briefing = briefing("fixLogin", Map.of());

    assertThat(fact(briefing, "Rückmeldung")).contains("Reorganisation erforderlich");
    assertThat(briefing.instructions()).anyMatch(text -> text.contains("Reorganisation"));
  }

  /** Trap 19. */
  @Test
  void who_confirms_the_preparation_reads_what_does_not_move_along() {
    documents.put(
        "findings-source",
        Map.of(
            "findings",
            List.of(
                Map.of(
                    "title", "Andere Datenbanken auf diesem PostgreSQL-Server",
                    "result", "WARNING",
                    "reading", "bsnm0001",
                    "limit", "bekannt",
                    "advice", "Sie ziehen NICHT mit um."))));

    Table found = table(briefing("confirmPreparation", Map.of()), "Alter Server");

    assertThat(found.rows().get(0)).contains("bsnm0001", "Sie ziehen NICHT mit um.");
  }

  /** Trap 12. */
  @Test
  void a_school_whose_central_reports_stay_away_reads_how_to_get_them() {
    assertThat(briefing("refreshApplicationData", Map.of()).instructions())
        .anyMatch(text -> text.contains("Anwendungsdaten aktualisieren"))
        .anyMatch(
            text ->
                text.contains("Zeitstempel")
                    && text.contains("Rücksetz-Werkzeug")
                    && text.contains("sieben Tagen")
                    && text.contains("Hash-Code"));
  }

  @Test
  void a_school_does_not_read_its_own_name_in_every_row() {
    documents.put("numbers-source", Map.of("0001", Map.of("pupils", 5)));

    Table own = table(briefing("recheckData", Map.of()), "Zahlen vor und nach dem Umzug");

    assertThat(own.columns()).doesNotContain("Schule");
    assertThat(Stream.of("Schülerinnen und Schüler", "5")).allMatch(own.rows().get(0)::contains);
  }
}
