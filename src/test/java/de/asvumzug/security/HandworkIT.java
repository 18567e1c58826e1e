package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import de.asvumzug.support.Browser;
import java.util.Map;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever is told to do a step by hand that only the system can do is not led into a wall. */
@Tag("long")
class HandworkIT extends DoorsTestBase {

  @Test
  void an_incident_offers_only_what_is_possible_for_its_step() {
    ProcessInstance incident = incidentAt("handleIncident");
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      Browser.openTasklist(page);
      Browser.takeTask(page, "Störung bearbeiten");
      assertThat(page.locator(".asv-form")).containsText("Was die Entscheidungen bedeuten");
      assertThat(page.getByLabel("Wie geht es weiter?").locator("option"))
          .hasText(
              new String[] {"Bitte wählen …", "Schritt wiederholen", "Schritt von Hand erledigen"});
      page.getByLabel("Wie geht es weiter?").selectOption("retry");
      assertThat(Browser.completeButton(page)).isEnabled();
      Browser.keep(page, "stoerung-nur-moegliches");
    } finally {
      end(incident.getId());
    }
  }

  @Test
  void a_restore_asks_for_the_machine_alone_and_offers_to_decide_once_more() {
    ProcessInstance incident = incidentAt("performByHand");
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("technik", PASSWORD);
      Browser.openTasklist(page);
      Browser.takeTask(page, "Schritt von Hand erledigen");
      assertThat(page.locator(".asv-form")).containsText("Spielen Sie nichts ein");
      page.getByLabel("Was wurde getan, oder warum geht es nicht?").fill("Die Platte ist defekt.");
      assertThat(Browser.completeButton(page)).isDisabled();
      page.getByLabel("Es geht so nicht").check();
      assertThat(Browser.completeButton(page)).isEnabled();
      Browser.keep(page, "von-hand-doch-anders");
      Browser.completeButton(page).click();
      await()
          .until(
              () ->
                  engine
                          .getTaskService()
                          .createTaskQuery()
                          .processInstanceId(incident.getId())
                          .taskDefinitionKey("handleIncident")
                          .count()
                      == 1);
    } finally {
      end(incident.getId());
    }
  }

  private ProcessInstance incidentAt(String element) {
    return engine
        .getRuntimeService()
        .createProcessInstanceByKey("incident")
        .businessKey(DoorsFixture.MOVE)
        .setVariables(
            Map.of(
                "migrationId",
                DoorsFixture.MOVE,
                "incidentId",
                "gone",
                "failedElement",
                "restoreDatabase"))
        .startBeforeActivity(element)
        .execute();
  }
}
