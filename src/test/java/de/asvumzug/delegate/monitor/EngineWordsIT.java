package de.asvumzug.delegate.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.security.DoorsTestBase;
import java.util.Map;
import org.camunda.bpm.engine.history.HistoricVariableInstance;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What people typed goes from the engine's history, too. */
class EngineWordsIT extends DoorsTestBase {
  private static final String MOVE = "U-2026-0251";

  @Autowired private EngineWords words;

  @Test
  void texts_of_an_ended_process_are_deleted_and_other_answers_stay() {
    String ended = started("Frau Huber ist krank");
    end(ended);
    String running = started("noch gebraucht");

    words.delete(MOVE);

    assertThat(
            engine
                .getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(ended)
                .list())
        .extracting(HistoricVariableInstance::getName)
        .contains("accepted")
        .doesNotContain("reason");
    assertThat(engine.getRuntimeService().getVariable(running, "reason"))
        .isEqualTo("noch gebraucht");
    end(running);
  }

  private String started(String comment) {
    return engine
        .getRuntimeService()
        .createProcessInstanceByKey("oneTask")
        .businessKey(MOVE)
        .setVariables(Map.of("migrationId", "U-2026-0001", "reason", comment, "accepted", true))
        .startBeforeActivity("confirmPreparation")
        .execute()
        .getId();
  }
}
