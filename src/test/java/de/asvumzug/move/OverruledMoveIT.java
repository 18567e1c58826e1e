package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.Person;
import de.asvumzug.support.TrainingGround;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A move whose new server seems to have too little room goes on because two persons say so. */
@Tag("long")
class OverruledMoveIT {
  private static final String REASON = "Die Platte wird vor dem Fenster vergrößert.";

  private JsonNode release;

  @Test
  void what_was_overruled_in_the_preparation_is_no_wall_at_the_window_and_is_read_at_the_release()
      throws Exception {
    try (PlayedMove played =
        PlayedMove.open(
            "overruled",
            TrainingGround.Kind.SCHOOL,
            LabOptions.defaults().withPupils(20),
            "--asv.check.space-factor=100000000")) {
      played.move().players().answer("resolveFindings", OverruledMoveIT::overrule);
      played.move().players().answer("confirmOverrule", Map.of("overruleConfirmed", true));
      played
          .move()
          .players()
          .answer(
              "releaseCutover",
              (person, task) -> {
                release = briefing(person, task);
                return Map.of("released", true);
              });
      played.move().plan();

      played.playUntil(() -> played.elements("STEP_ENDED").contains("stopSource"));

      assertThat(played.deciders("resolveFindings")).containsOnly("technik");
      assertThat(played.deciders("confirmOverrule")).containsOnly("technik2");
      assertThat(played.trail("NOTE"))
          .extracting(line -> line.get("text").asText())
          .filteredOn(text -> text.startsWith("Diese Befunde bestehen weiter"))
          .as("after the second person's word, and when the window begins")
          .hasSize(2);
      assertThat(played.trail("STEP_ENDED"))
          .extracting(line -> line.get("element").asText())
          .filteredOn("resolveFindings"::equals)
          .as("nobody is asked again")
          .hasSize(1);
      assertThat(release.path("tables").toString())
          .contains("Überstimmte Befunde", "Freier Speicherplatz", REASON, "technik2 stimmt zu");
      assertThat(played.verifies()).isTrue();
    }
  }

  private static Map<String, ?> overrule(Person person, Person.Task task) throws Exception {
    Map<String, Object> answers = new HashMap<>();
    answers.put("findingsResolved", true);
    answers.put("comment", "Alles andere ist in Ordnung.");
    answers.put("overruleWord", "überstimmen");
    int number = 0;
    for (JsonNode item : briefing(person, task).path("items")) {
      answers.put(
          "item_" + number++,
          JsonNodeFactory.instance
              .objectNode()
              .put("key", item.path("key").asText())
              .put("answer", "overrule")
              .put("reason", REASON)
              .toString());
    }
    return answers;
  }

  private static JsonNode briefing(Person person, Person.Task task) throws Exception {
    return person.get("/api/tasks/" + task.id() + "/briefing");
  }
}
