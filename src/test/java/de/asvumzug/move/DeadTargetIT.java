package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.lab.LabProcess;
import de.asvumzug.support.Person;
import de.asvumzug.support.TrainingGround;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Rule I9 when the new machine dies: it is gone before the move is given up, two people say so, the
 * old server works again; later the machine comes back with its server, as after a power cut.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class DeadTargetIT {
  private static final Map<String, Object> OFF =
      Map.of(
          "decision",
          "outOfUse",
          "howOff",
          "power",
          "reason",
          "Netzteil abgebrannt, Stecker gezogen");

  private final Map<String, String> refusals = new LinkedHashMap<>();
  private final List<String> troubles = new ArrayList<>();
  private PlayedMove played;
  private final List<String> registers = new ArrayList<>();
  private boolean oldServerWorked;
  private boolean bothWorkedAtOnce;
  private Duration noticedAfter;
  private boolean answeredTooEarly;

  @BeforeAll
  void play() throws Exception {
    played =
        PlayedMove.open(
            "dead-target",
            TrainingGround.Kind.ENTERPRISE,
            LabOptions.defaults().withPupils(60).withSsh(),
            "--asv.watch.every=5s",
            "--asv.machines.neu.patience=1s");
    played.move().players().answer("handleIncident", this::handle);
    played.move().players().answer("confirmOutOfUse", this::confirm);
    played.move().players().answer("clearRemains", this::clear);
    played.move().plan();
    played.playUntil(() -> played.elements("STEP_ENDED").contains("confirmOriginalLogin"));
    die();
    assertThat(played.move().abort("Die neue Maschine ist ausgefallen").statusCode())
        .isEqualTo(202);
    played.playUntil(() -> played.elements("STEP_ENDED").contains("notifyRollback"));
    oldServerWorked =
        alt().isServerUp() && alt().login("sys", played.lab().oldSysPassword()) == 200;
    answeredTooEarly = played.elements("INCIDENT_OPENED").contains("explainReturn");
    comeBack();
    played.playUntil(() -> played.elements("STEP_ENDED").contains("machineSecured"));
  }

  /** As when the power fails: nothing ends properly, and nothing answers. */
  private void die() throws Exception {
    neu().sshd().cut();
    neu().sshd().stop();
    for (LabProcess process : neu().processes()) {
      ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
    Awaitility.await().until(() -> !neu().isServerUp());
  }

  /** Its services were enabled, so the server is up before anybody logs in. */
  private void comeBack() throws Exception {
    neu().startServer();
    bothWorkedAtOnce = alt().isServerUp() && neu().isServerUp();
    Instant back = Instant.now();
    neu().sshd().start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> played.elements("INCIDENT_OPENED").contains("explainReturn"));
    noticedAfter = Duration.between(back, Instant.now());
  }

  private Map<String, ?> handle(Person person, Person.Task task) throws Exception {
    List<JsonNode> opened = played.trail("INCIDENT_OPENED");
    troubles.add(opened.get(opened.size() - 1).get("element").asText());
    refusals.put(
        "without how",
        refusal(person, task, Map.of("decision", "outOfUse", "reason", "Stecker gezogen")));
    refusals.put(
        "nonsense",
        refusal(
            person,
            task,
            Map.of("decision", "outOfUse", "howOff", "maybe", "reason", "Stecker gezogen")));
    refusals.put(
        "without reason", refusal(person, task, Map.of("decision", "outOfUse", "howOff", "power")));
    refusals.put(
        "skip",
        refusal(person, task, Map.of("decision", "skip", "reason", "Die Maschine ist tot.")));
    return OFF;
  }

  private Map<String, ?> confirm(Person second, Person.Task task) throws Exception {
    Map<String, String> passwords = played.ground().passwords();
    Person first = new Person(played.base(), "technik", passwords.get("technik"));
    refusals.put("alone", refusal(first, task, Map.of("outOfUseConfirmed", true)));
    return Map.of("outOfUseConfirmed", true);
  }

  /** Nobody can clear a machine that is off; when it is back, it is done. */
  private Map<String, ?> clear(Person person, Person.Task task) throws Exception {
    registers.add(played.evidence("remains"));
    return registers.size() == 1
        ? Map.of("decision", "keep", "reason", "Die Maschine ist aus; sie kommt zur Reparatur.")
        : Map.of("decision", "remove");
  }

  private static String refusal(Person person, Person.Task task, Map<String, ?> values)
      throws Exception {
    try {
      person.complete(task, values);
      return "";
    } catch (Person.Refused e) {
      return e.getMessage();
    }
  }

  @AfterAll
  void end() throws Exception {
    if (played != null) {
      played.close();
    }
  }

  @Test
  void the_old_server_works_again_although_the_new_machine_is_gone() {
    assertThat(oldServerWorked).isTrue();
    assertThat(troubles).containsExactly("stopTarget");
  }

  @Test
  void both_people_and_how_it_was_made_sure_are_on_the_trail() throws Exception {
    JsonNode declared =
        played.trail("INCIDENT_DECIDED").stream()
            .filter(line -> line.get("element").asText().equals("declareOutOfUse"))
            .findFirst()
            .orElseThrow();
    assertThat(declared.at("/details/statedBy").asText()).isEqualTo("technik");
    assertThat(declared.at("/details/confirmedBy").asText()).isEqualTo("technik2");
    assertThat(declared.at("/details/how").asText()).contains("vom Strom getrennt");
    assertThat(declared.at("/details/reason").asText()).contains("Netzteil abgebrannt");
    assertThat(played.deciders("confirmOutOfUse")).containsExactly("technik2");
  }

  @Test
  void what_was_typed_about_the_machine_is_in_no_evidence() throws Exception {
    assertThat(played.evidenceTree("machine-out-of-use").toString())
        .contains("technik2")
        .doesNotContain("Netzteil abgebrannt");
  }

  @Test
  void the_start_of_the_old_server_names_what_it_rests_on() throws Exception {
    assertThat(played.trail("NOTE"))
        .anySatisfy(
            line -> {
              assertThat(line.get("text").asText()).isEqualTo("Alter Server wieder gestartet");
              assertThat(line.get("details").toString())
                  .contains("festgestellt von technik, bestätigt von technik2");
            });
  }

  @Test
  void each_bad_answer_is_refused_with_what_is_missing() {
    assertThat(refusals.get("without how")).contains("Wie ist es sichergestellt?");
    assertThat(refusals.get("nonsense")).contains("wie sichergestellt ist");
    assertThat(refusals.get("without reason")).contains("Begründung");
    assertThat(refusals.get("skip")).contains("darf nicht");
    assertThat(refusals.get("alone")).contains("Vier-Augen-Prinzip");
  }

  @Test
  void the_machine_that_comes_back_is_noticed_within_a_minute_and_everybody_concerned_is_told()
      throws Exception {
    assertThat(answeredTooEarly).isFalse();
    assertThat(bothWorkedAtOnce).isTrue();
    assertThat(noticedAfter).isLessThan(Duration.ofSeconds(60));
    assertThat(played.deciders("explainReturn")).hasSize(1);
    assertThat(
            new Inbox(played.ground().mail())
                .recipientsOf("[" + played.move().id() + "] Störung beim Umzug des ASV-Servers"))
        .contains("technik@example.org", "it-management@example.org");
  }

  @Test
  void it_is_stopped_and_fenced_and_the_old_server_works_on_alone() throws Exception {
    assertThat(alt().isServerUp()).isTrue();
    assertThat(neu().isServerUp()).isFalse();
    for (String unit : List.of(LabMachine.SERVER, LabMachine.UPDATE_SERVICE)) {
      assertThat(neu().systemctl("is-enabled", unit).output()).as(unit).isEqualTo("disabled");
    }
    assertThat(played.evidenceTree("guard-target").get("observations").toString())
        .contains("Port")
        .doesNotContain("Feststellung");
    assertThat(played.evidenceTree("machine-out-of-use").get("returnedAt").isNull()).isFalse();
  }

  @Test
  void the_register_says_that_nobody_could_look_and_it_is_made_up_for_when_the_machine_is_back()
      throws Exception {
    assertThat(registers.get(0)).contains("nicht nachgesehen: sie antwortet nicht");
    assertThat(played.trail("DECISION"))
        .anySatisfy(
            line -> {
              assertThat(line.get("text").asText()).isEqualTo("Reste des Umzugs bleiben liegen");
              assertThat(line.at("/details/reason").asText()).contains("Reparatur");
              assertThat(line.at("/details/remains").toString()).contains("Maschine neu");
            });
    assertThat(registers.get(1)).contains("Datenbank asv (", "eingespielte Daten der Schulen");
    assertThat(played.evidenceTree("remains").get("things").toString())
        .doesNotContain("PRODUCT", "BY_HAND");
  }

  @Test
  void the_trail_of_all_this_verifies() throws Exception {
    assertThat(played.verifies()).isTrue();
  }

  private LabMachine alt() {
    return played.lab().alt();
  }

  private LabMachine neu() {
    return played.lab().neu();
  }
}
