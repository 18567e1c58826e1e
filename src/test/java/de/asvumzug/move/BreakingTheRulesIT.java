package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.Person;
import de.asvumzug.support.Players;
import de.asvumzug.support.TrainingGround;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * One move in which everything goes wrong that the rules speak of, one after the other; each time
 * the product must refuse, name the reason, and go on once the cause is gone. The mail server is
 * down all the while.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class BreakingTheRulesIT {
  private static final String INITIAL = "asv_beiseite";
  private static final Map<String, Object> RETRY = Map.of("decision", "retry");

  private PlayedMove played;
  private GreenMail secondMailServer;
  private int mailPort;
  private String stateWithoutMailServer;

  /** An incident as technik met it. */
  private record Trouble(String element, String message) {}

  private final List<Trouble> troubles = new ArrayList<>();
  private final Map<String, Object> seen = new HashMap<>();

  @BeforeAll
  void play() throws Exception {
    played =
        PlayedMove.open(
            "rules",
            TrainingGround.Kind.ENTERPRISE,
            LabOptions.defaults().withPupils(90),
            "--asv.mail.poll=1s",
            "--asv.mail.first-retry=1s",
            "--asv.mail.longest-retry=2s");
    mailPort = played.ground().mail().getSmtp().getPort();
    played.ground().mail().stop();
    Players players = played.move().players();
    players.answer("confirmSysLogin", (person, task) -> foreignDatabase());
    players.answer("runUpdateInstallerManually", (person, task) -> updateByHand());
    players.answer("confirmOriginalLogin", (person, task) -> oldServerAgain());
    players.answer("handleIncident", this::handle);
    players.answer("performByHand", (person, task) -> stopOldServerByHand());
    players.answer("confirmSkip", this::confirmSkip);
    played.move().plan(plan -> options(plan).put("runUpdateInstaller", "MANUAL"));
    played.playUntil(() -> played.elements("STEP_ENDED").contains("acceptMigration"));
    stateWithoutMailServer = played.move().state();
    secondMailServer = new GreenMail(new ServerSetup(mailPort, "127.0.0.1", "smtp"));
    secondMailServer.start();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> options(Map<String, Object> plan) {
    return (Map<String, Object>) plan.get("options");
  }

  @AfterAll
  void end() throws Exception {
    if (secondMailServer != null) {
      secondMailServer.stop();
    }
    if (played != null) {
      played.close();
    }
  }

  /** Before the restore: a database that nobody has saved in place of the installation's own. */
  private Map<String, Object> foreignDatabase() throws Exception {
    boolean works = neu().login("sys", played.lab().initialSysPassword()) == 200;
    neu().stop();
    rename("asv", INITIAL);
    neu().foreignDatabase();
    return Map.of("loginWorks", works);
  }

  /** Instead of the machine; then the old server is started by force, around its fence. */
  private Map<String, Object> updateByHand() throws Exception {
    Path unpacked = Files.createTempDirectory(neu().folder(), "update");
    run("unzip", "-q", zip().toString(), "-d", unpacked.toString());
    run("sh", script(unpacked).toString(), "--directory", neu().installation().toString());
    new FenceByHand(alt(), played.move().id()).lift();
    alt().startServer();
    return Map.of("done", true);
  }

  private Map<String, Object> oldServerAgain() throws Exception {
    boolean works = neu().login("sys", played.lab().oldSysPassword()) == 200;
    alt().startServer();
    return Map.of("loginWorks", works);
  }

  private Map<String, Object> stopOldServerByHand() throws Exception {
    alt().stop();
    return Map.of("done", true, "comment", "Alten Server von Hand gestoppt.");
  }

  private Map<String, ?> handle(Person person, Person.Task task) throws Exception {
    List<JsonNode> opened =
        played.trail("INCIDENT_OPENED").stream()
            // the watch over both servers may have its own to say
            .filter(line -> !line.get("element").asText().equals("stopOneServer"))
            .toList();
    JsonNode last = opened.get(opened.size() - 1);
    troubles.add(new Trouble(last.get("element").asText(), last.at("/details/message").asText()));
    return switch (troubles.size()) {
      case 1 -> afterForeignDatabase();
      case 2 -> afterDatabaseWithSchool();
      case 3 -> afterSecondServer();
      case 4 -> afterChangedFile();
      case 5 -> skip(person, task);
      case 6 -> byHandAsSkippingIsRefused(person, task);
      default -> throw new IOException("one incident too many: " + last);
    };
  }

  private Map<String, Object> afterForeignDatabase() throws SQLException {
    seen.put("foreign", texts("select text from fremd.wichtig"));
    execute("postgres", "drop database asv with (force)");
    execute("postgres", "create database asv template " + INITIAL);
    execute(
        "asv",
        "insert into asv.svp_schule_stamm (id, schulnummer, kurzname, dienststellenname,"
            + " create_date) values ('S9999', '9999', 'Fremd', 'Fremde Schule', now())");
    return RETRY;
  }

  private Map<String, Object> afterDatabaseWithSchool() throws SQLException {
    seen.put("school", texts("select dienststellenname from asv.svp_schule_stamm"));
    execute("postgres", "drop database asv with (force)");
    rename(INITIAL, "asv");
    return RETRY;
  }

  private Map<String, Object> afterChangedFile() throws IOException {
    seen.put("startedWithChangedFile", neu().isServerUp());
    Files.writeString(neu().installation().resolve("asv.cfg"), (String) seen.get("asv.cfg"));
    return RETRY;
  }

  private Map<String, Object> afterSecondServer() throws Exception {
    seen.put("oldUp", alt().isServerUp());
    seen.put("bothUp", alt().isServerUp() && neu().isServerUp());
    seen.put("newEnabled", neu().systemctl("is-enabled", LabMachine.SERVER).output());
    alt().stop();
    seen.put("asv.cfg", Files.readString(neu().installation().resolve("asv.cfg")));
    neu().shippedFileChanged();
    return RETRY;
  }

  private Map<String, Object> byHandAsSkippingIsRefused(Person person, Person.Task task)
      throws Exception {
    seen.put("skipGuard", refusal(person, task, skipBecause("Der alte Server darf laufen.")));
    return Map.of("decision", "byHand", "reason", "Der alte Server lief noch.");
  }

  private Map<String, Object> skip(Person person, Person.Task task) throws Exception {
    seen.put("skipWithoutReason", refusal(person, task, Map.of("decision", "skip")));
    return skipBecause("Der Dienst wird später gestartet.");
  }

  private static Map<String, Object> skipBecause(String reason) {
    return Map.of("decision", "skip", "reason", reason);
  }

  private Map<String, Object> confirmSkip(Person second, Person.Task task) throws Exception {
    Map<String, String> passwords = played.ground().passwords();
    Person first = new Person(played.base(), "technik", passwords.get("technik"));
    seen.put("skipAlone", refusal(first, task, Map.of("skipConfirmed", true)));
    return Map.of("skipConfirmed", true);
  }

  /** What the application answers; empty if it lets the person do it. */
  private static String refusal(Person person, Person.Task task, Map<String, ?> values)
      throws Exception {
    try {
      person.complete(task, values);
      return "";
    } catch (Person.Refused e) {
      return e.getMessage();
    }
  }

  @Test
  void a_restore_over_a_foreign_database_is_refused_and_leaves_it_alone() {
    assertThat(troubles.get(0).element()).isEqualTo("restoreDatabase");
    assertThat(troubles.get(0).message()).contains("wird nicht ersetzt");
    assertThat(seen.get("foreign")).isEqualTo(List.of("nirgends gesichert"));
  }

  @Test
  void a_restore_over_a_database_with_a_school_is_refused_and_leaves_it_alone() {
    assertThat(troubles.get(1).element()).isEqualTo("restoreDatabase");
    assertThat(troubles.get(1).message()).contains("wird nicht ersetzt");
    assertThat(seen.get("school")).isEqualTo(List.of("Fremde Schule"));
  }

  @Test
  void a_changed_shipped_file_stops_the_start_and_is_named() {
    assertThat(troubles.get(3).element()).isEqualTo("startTarget");
    assertThat(troubles.get(3).message()).contains("asv.cfg");
    assertThat(seen.get("startedWithChangedFile")).isEqualTo(false);
  }

  @Test
  void the_new_server_is_not_started_while_the_old_one_answers() {
    assertThat(troubles.get(2).element()).isEqualTo("startTarget");
    assertThat(troubles.get(2).message()).contains("Der Start wird verweigert", "alt");
    assertThat(seen.get("oldUp")).isEqualTo(true);
    assertThat(seen.get("bothUp")).isEqualTo(false);
    assertThat(seen.get("newEnabled")).isEqualTo("disabled");
  }

  @Test
  void the_retry_succeeds_once_the_old_server_is_stopped_again() throws Exception {
    assertThat(neu().isServerUp()).isTrue();
    assertThat(neu().status().structure()).isEqualTo("2.14.12");
    assertThat(alt().isServerUp()).isFalse();
  }

  @Test
  void the_guard_cannot_be_skipped_and_says_so_in_german() {
    assertThat(troubles.get(5).element()).isEqualTo("guardSource");
    assertThat((String) seen.get("skipGuard")).contains("darf nicht", "übersprungen");
  }

  @Test
  void after_the_work_by_hand_the_step_looks_again() throws Exception {
    assertThat(played.deciders("performByHand")).containsExactly("technik");
    assertThat(played.elements("STEP_ENDED")).contains("checkRegularBackup");
    assertThat(decided("guardSource"))
        .contains("Die Maschine wurde von Hand in Ordnung gebracht; der Schritt wird wiederholt");
  }

  @Test
  void skipping_needs_a_reason() {
    assertThat(troubles.get(4).element()).isEqualTo("startUpdateService");
    assertThat((String) seen.get("skipWithoutReason")).contains("Begründung");
  }

  @Test
  void skipping_needs_a_second_person() {
    assertThat((String) seen.get("skipAlone")).contains("Vier-Augen-Prinzip");
  }

  @Test
  void a_skipped_step_is_on_the_trail_with_its_reason_and_both_persons() throws Exception {
    JsonNode decision =
        played.trail("INCIDENT_DECIDED").stream()
            .filter(line -> line.get("element").asText().equals("startUpdateService"))
            .findFirst()
            .orElseThrow();
    assertThat(decision.get("text").asText()).isEqualTo("Der Schritt wird übersprungen");
    assertThat(decision.at("/details/reason").asText())
        .isEqualTo("Der Dienst wird später gestartet.");
    assertThat(decision.at("/details/decidedBy").asText()).isEqualTo("technik");
    assertThat(decision.at("/details/confirmedBy").asText()).isEqualTo("technik2");
  }

  @Test
  void a_skipped_step_is_really_not_carried_out() throws Exception {
    assertThat(neu().systemctl("is-active", LabMachine.UPDATE_SERVICE).output())
        .isEqualTo("inactive");
  }

  @Test
  void a_mail_server_that_is_down_delays_nothing_but_the_mails() throws Exception {
    assertThat(stateWithoutMailServer).isIn("RUNNING", "DONE");
    Inbox inbox = new Inbox(secondMailServer);
    for (String subject :
        List.of("ist geplant", "Der Umzug des ASV-Servers beginnt", "Störung beim Umzug")) {
      Awaitility.await(subject)
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> assertThat(inbox.recipientsOf(subject)).contains("technik@example.org"));
    }
  }

  @Test
  void the_trail_of_all_this_verifies() throws Exception {
    assertThat(played.verifies()).isTrue();
    assertThat(troubles).hasSize(6);
  }

  private List<String> decided(String element) throws Exception {
    return played.trail("INCIDENT_DECIDED").stream()
        .filter(line -> line.get("element").asText().equals(element))
        .map(line -> line.get("text").asText())
        .toList();
  }

  private LabMachine alt() {
    return played.lab().alt();
  }

  private LabMachine neu() {
    return played.lab().neu();
  }

  private Path zip() {
    return neu().packages().resolve("2.14.12_by-updateinstaller.zip");
  }

  private static Path script(Path unpacked) throws IOException {
    return FileSums.files(unpacked).stream()
        .filter(file -> file.endsWith("update.sh"))
        .findFirst()
        .orElseThrow();
  }

  private void run(String... command) throws Exception {
    java.io.File output = neu().folder().resolve("by-hand.log").toFile();
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(command[0] + " ended with " + code + ", see " + output);
    }
  }

  private void rename(String from, String to) throws SQLException {
    execute("postgres", "alter database " + from + " rename to " + to);
  }

  private void execute(String database, String sql) throws SQLException {
    try (Connection connection = neu().database(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> texts(String sql) throws SQLException {
    try (Connection connection = neu().database("asv")) {
      return Content.texts(connection, sql);
    }
  }
}
