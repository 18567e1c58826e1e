package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.Person;
import de.asvumzug.support.TrainingGround;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Rule I9, on one pair of machines: a first move is given up before its window begins, a second one
 * when the new server works already.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class AbortedMoveIT {
  private static final List<String> EVERYBODY =
      List.of(
          "betreiber@example.org",
          "it-management@example.org",
          "schule-0001@example.org",
          "schule-0002@example.org",
          "schule-0003@example.org",
          "technik@example.org");

  private PlayedMove cancelled;
  private PlayedMove rolledBack;
  private Map<String, String> content;
  private boolean oldServerWorkedAfterCancelling;
  private Map<String, String> contentAfterCancelling;
  private boolean newMachineEmptyAfterCancelling;
  private boolean newServerWorkedBeforeAbort;
  private boolean oldServerCameUpByAccident;
  private Duration noticedAfter;
  private Map<String, String> programFiles;
  private final List<String> registers = new ArrayList<>();
  private String refusalWithoutReason;
  private Map<String, String> newDataBeforeClearing;
  private boolean newDataUntouchedWithoutAct;
  private PlayedMove again;

  @BeforeAll
  void play() throws Exception {
    cancelled =
        PlayedMove.open(
            "aborted", TrainingGround.Kind.ENTERPRISE, LabOptions.defaults().withPupils(90));
    content = content(alt());
    cancelBeforeTheWindow();
    abortAfterTheRestore();
    moveOnceMore();
  }

  /**
   * The same machines again: nothing of the first move may stop the second one in its window. It is
   * given up, too, before anything was restored.
   */
  private void moveOnceMore() throws Exception {
    again = rolledBack.next();
    again.move().plan();
    again.playUntil(() -> again.elements("STEP_ENDED").contains("confirmSysLogin"));
    assertThat(again.move().abort("Doch ein anderer Termin").statusCode()).isEqualTo(202);
    again.playUntil(() -> again.move().state().equals("ABORTED"));
  }

  /** First a reason is missing, then nothing has been done, then the system does it. */
  private Map<String, ?> clear(Person person, Person.Task task) throws Exception {
    registers.add(rolledBack.evidence("remains"));
    if (registers.size() == 1) {
      try {
        person.complete(task, Map.of("decision", "keep"));
      } catch (Person.Refused e) {
        refusalWithoutReason = e.getMessage();
      }
      newDataBeforeClearing = content(neu());
      return Map.of("decision", "byHand", "reason", "Angeblich geräumt.");
    }
    newDataUntouchedWithoutAct = newDataBeforeClearing.equals(content(neu()));
    return Map.of("decision", "remove");
  }

  private void cancelBeforeTheWindow() throws Exception {
    Instant start = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    cancelled
        .move()
        .plan(
            plan ->
                plan.put(
                    "window",
                    Map.of(
                        "start",
                        start.toString(),
                        "end",
                        start.plus(4, ChronoUnit.HOURS).toString())));
    cancelled.playUntil(() -> cancelled.elements("STEP_ENDED").contains("sendInvitations"));
    assertThat(cancelled.move().abort("Leitung gestört").statusCode()).isEqualTo(202);
    cancelled.playUntil(() -> cancelled.move().state().equals("ABORTED"));
    oldServerWorkedAfterCancelling =
        alt().isServerUp() && alt().login("sys", cancelled.lab().oldSysPassword()) == 200;
    contentAfterCancelling = content(alt());
    newMachineEmptyAfterCancelling =
        !neu().installation().toFile().exists()
            && !alt().workFolder().resolve("backups").toFile().exists();
  }

  private void abortAfterTheRestore() throws Exception {
    programFiles = installed();
    rolledBack = cancelled.next();
    rolledBack.move().players().answer("clearRemains", this::clear);
    // The old server that somebody has started is also what the next guard may find.
    rolledBack.move().players().answer("handleIncident", Map.of("decision", "retry"));
    rolledBack.move().plan();
    rolledBack.playUntil(() -> rolledBack.elements("STEP_ENDED").contains("confirmOriginalLogin"));
    newServerWorkedBeforeAbort = neu().isServerUp();
    startTheOldServerByHand();
    assertThat(rolledBack.move().abort("Schule kann nicht drucken").statusCode()).isEqualTo(202);
    rolledBack.playUntil(() -> rolledBack.move().state().equals("ABORTED"));
  }

  /** First as somebody does who does not know; then by force, around the fence. */
  private void startTheOldServerByHand() throws Exception {
    alt().systemctl("start", LabMachine.SERVER);
    Awaitility.await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(10))
        .until(() -> !alt().systemctl("is-active", LabMachine.SERVER).output().equals("active"));
    oldServerCameUpByAccident = alt().isServerUp();
    FenceByHand fence = new FenceByHand(alt(), rolledBack.move().id());
    fence.lift();
    alt().systemctl("start", LabMachine.SERVER);
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> alt().isServerUp());
    Instant both = Instant.now();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> rolledBack.elements("INCIDENT_OPENED").contains("stopOneServer"));
    noticedAfter = Duration.between(both, Instant.now());
    alt().systemctl("stop", LabMachine.SERVER);
    fence.putBack();
  }

  /** Without what a running server writes, and without the copy of the frozen update mode. */
  private Map<String, String> installed() throws Exception {
    Map<String, String> files =
        FileSums.below(alt().installation(), "database", "logs", "sicherungen", "run");
    files.keySet().removeIf(file -> file.endsWith(".vor-umzug"));
    return files;
  }

  @AfterAll
  void end() throws Exception {
    if (cancelled != null) {
      cancelled.close();
    }
  }

  @Test
  void cancelling_before_the_window_touches_neither_server() {
    assertThat(oldServerWorkedAfterCancelling).isTrue();
    assertThat(contentAfterCancelling).isEqualTo(content);
    assertThat(newMachineEmptyAfterCancelling).isTrue();
  }

  @Test
  void everybody_is_told_that_the_move_is_cancelled() {
    awaitMail("[" + cancelled.move().id() + "] Der Umzug des ASV-Servers ist abgesagt");
  }

  @Test
  void nobody_is_told_of_a_cancelled_move_that_it_began() throws Exception {
    assertThat(
            new Inbox(cancelled.ground().mail())
                .recipientsOf("[" + cancelled.move().id() + "] Der Umzug des ASV-Servers beginnt"))
        .isEmpty();
  }

  @Test
  void the_old_server_does_not_come_back_by_accident() {
    assertThat(oldServerCameUpByAccident).isFalse();
  }

  @Test
  void two_servers_that_answer_are_noticed_within_a_minute_and_everybody_concerned_is_told()
      throws Exception {
    assertThat(noticedAfter).isLessThan(Duration.ofSeconds(60));
    assertThat(rolledBack.deciders("stopOneServer")).hasSize(1);
    assertThat(
            new Inbox(cancelled.ground().mail())
                .recipientsOf(
                    "[" + rolledBack.move().id() + "] Störung beim Umzug des ASV-Servers"))
        .contains("technik@example.org", "it-management@example.org");
  }

  @Test
  void the_protocol_says_that_the_move_was_taken_back() throws Exception {
    assertThat(ProtocolOfMove.of(rolledBack, "aborted").firstPage())
        .contains("Abgebrochener Umzug", "arbeitet der alte Server", "Begründung");
  }

  @Test
  void the_fence_is_gone_and_the_installation_is_as_it_was() throws Exception {
    assertThat(installed()).isEqualTo(programFiles);
  }

  @Test
  void the_old_data_were_compared_before_the_old_server_worked_again() throws Exception {
    assertThat(rolledBack.elements("STEP_ENDED")).contains("verifySource");
    assertThat(rolledBack.evidenceTree("source-unchanged").get("findings")).isEmpty();
  }

  @Test
  void the_old_server_works_again_alone() throws Exception {
    assertThat(newServerWorkedBeforeAbort).isTrue();
    assertThat(alt().isServerUp()).isTrue();
    assertThat(neu().isServerUp()).isFalse();
    assertThat(neu().processes()).isEmpty();
    assertThat(alt().status().version()).isEqualTo("2.13.480");
  }

  @Test
  void the_new_server_stays_down_after_a_boot_and_the_old_one_comes_up() throws Exception {
    for (String unit : List.of(LabMachine.SERVER, LabMachine.UPDATE_SERVICE)) {
      assertThat(neu().systemctl("is-enabled", unit).output()).as(unit).isEqualTo("disabled");
      assertThat(alt().systemctl("is-enabled", unit).output()).as(unit).isEqualTo("enabled");
    }
  }

  @Test
  void the_old_data_are_identical_and_people_log_in_as_before() throws Exception {
    assertThat(content(alt())).isEqualTo(content);
    assertThat(alt().login("sys", cancelled.lab().oldSysPassword())).isEqualTo(200);
    assertThat(alt().login("admin0001", cancelled.lab().oldSchoolPassword())).isEqualTo(200);
  }

  @Test
  void everybody_is_told_that_the_move_is_given_up_before_the_old_server_works() throws Exception {
    awaitMail("[" + rolledBack.move().id() + "] Der Umzug des ASV-Servers wird abgebrochen");
    assertThat(rolledBack.trail("STEP_ENDED"))
        .extracting(line -> line.get("element").asText())
        .containsSubsequence("announceRollback", "startSource");
  }

  @Test
  void everybody_is_told_that_the_old_server_works_again() {
    awaitMail("[" + rolledBack.move().id() + "] Der alte ASV-Server arbeitet wieder");
  }

  @Test
  void both_trails_verify_and_name_who_aborted_and_why() throws Exception {
    for (PlayedMove move : List.of(cancelled, rolledBack)) {
      assertThat(move.verifies()).isTrue();
      assertThat(move.trail("ABORTED")).hasSize(1);
      assertThat(move.trail("ABORTED").get(0).get("actor").asText()).isEqualTo("technik");
    }
    assertThat(rolledBack.trail("ABORTED").get(0).at("/details/reason").asText())
        .isEqualTo("Schule kann nicht drucken");
  }

  @Test
  void the_person_who_logged_in_at_the_old_server_is_on_the_trail() throws Exception {
    assertThat(rolledBack.deciders("confirmSourceLogin")).containsExactly("technik");
  }

  @Test
  void the_machines_need_less_than_two_minutes_to_go_back() throws Exception {
    Instant aborted = at(rolledBack.trail("ABORTED").get(0));
    Instant up =
        rolledBack.trail("STEP_ENDED").stream()
            .filter(line -> line.get("element").asText().equals("startSource"))
            .map(AbortedMoveIT::at)
            .findFirst()
            .orElseThrow();
    Duration back = Duration.between(aborted, up);
    assertThat(back).isPositive().isLessThan(Duration.ofMinutes(2));
  }

  @Test
  void a_move_that_was_taken_back_cannot_be_aborted_once_more() throws Exception {
    assertThat(rolledBack.move().abort("noch einmal").statusCode()).isEqualTo(409);
  }

  @Test
  void the_register_names_the_data_the_installation_and_the_test_client_on_the_new_machine() {
    assertThat(registers.get(0))
        .contains("Datenbank asv (", "eingespielte Daten der Schulen, laut Kennzeichen")
        .contains("Datenbank asv_vor_", "übertragene Kopien mit Daten der Schulen")
        .contains(neu().installation().toString(), "Test-Client, von diesem Umzug installiert")
        .contains(LabMachine.SERVER, "Sicherungen dieses Umzugs mit Daten der Schulen");
  }

  @Test
  void nothing_is_removed_before_a_person_says_so_and_what_is_left_is_said_again() {
    assertThat(refusalWithoutReason).contains("Begründung");
    assertThat(newDataUntouchedWithoutAct).isTrue();
    assertThat(registers).hasSize(2);
    assertThat(registers.get(1)).contains("Datenbank asv (");
  }

  @Test
  void the_register_is_mailed_to_those_who_run_the_servers_and_to_no_school() throws Exception {
    assertThat(
            new Inbox(cancelled.ground().mail())
                .recipientsOf(
                    "[" + rolledBack.move().id() + "] Nach der Rücknahme bleibt etwas zu räumen"))
        .contains("technik@example.org", "it-management@example.org")
        .noneMatch(address -> address.startsWith("schule"));
  }

  @Test
  void after_clearing_nothing_is_left_and_the_trail_says_what_was_removed() throws Exception {
    assertThat(rolledBack.evidenceTree("remains").get("things").toString())
        .doesNotContain("PRODUCT", "BY_HAND")
        .contains("Sicherungen dieses Umzugs");
    assertThat(rolledBack.evidence("removed-remains"))
        .contains("Datenbank asv", neu().installation().toString());
    assertThat(rolledBack.deciders("clearRemains")).hasSize(2);
  }

  @Test
  void a_second_move_to_the_same_machines_is_stopped_neither_before_nor_inside_its_window()
      throws Exception {
    assertThat(again.elements("STEP_ENDED"))
        .contains("checkTarget", "installServer", "installTestClient", "confirmSysLogin")
        .doesNotContain("resolveFindings");
    assertThat(again.trail("INCIDENT_OPENED")).isEmpty();
  }

  @Test
  void the_empty_database_of_a_new_installation_is_cleared_as_well() throws Exception {
    assertThat(again.evidence("removed-remains")).contains("\"Datenbank asv\"");
    assertThat(again.evidenceTree("remains").get("things").toString())
        .doesNotContain("PRODUCT", "BY_HAND");
    assertThat(neu().installation()).doesNotExist();
  }

  private static Instant at(JsonNode line) {
    return Instant.parse(line.get("at").asText());
  }

  private LabMachine alt() {
    return cancelled.lab().alt();
  }

  private LabMachine neu() {
    return cancelled.lab().neu();
  }

  private static Map<String, String> content(LabMachine machine) throws Exception {
    try (Connection database = machine.database()) {
      Map<String, String> content = Content.of(database);
      content.putAll(Content.largeObjects(database));
      return content;
    }
  }

  private void awaitMail(String subject) {
    Inbox inbox = new Inbox(cancelled.ground().mail());
    Awaitility.await(subject)
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(inbox.recipientsOf(subject)).containsExactlyElementsOf(EVERYBODY));
  }
}
