package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import de.asvumzug.notify.FakeSmtp;
import de.asvumzug.notify.Mails;
import de.asvumzug.notify.WaitingTask;
import de.asvumzug.support.Browser;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailReader;
import java.util.List;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A school whose address the mail server does not know, and the person who calls it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("long")
class UndeliverableMailIT extends DoorsTestBase {
  private static final FakeSmtp SERVER = new FakeSmtp();
  private static final String WRONG = "schule0001@example.org";
  private static final String RIGHT = "sekretariat@example.org";
  private static final String TASK = "Adresse ungültig: bitte anrufen";

  @Autowired private Mails mails;
  @Autowired private TrailReader trail;
  private Browser browser;

  @DynamicPropertySource
  static void mailServer(DynamicPropertyRegistry registry) {
    registry.add("spring.mail.host", () -> "127.0.0.1");
    registry.add("spring.mail.port", SERVER::port);
    registry.add("asv.mail.poll", () -> "100ms");
  }

  @BeforeAll
  void openBrowser() {
    browser = new Browser("http://localhost:" + port);
  }

  @BeforeEach
  void the_mail_server_does_not_know_the_school() {
    SERVER.answer(WRONG, "550 5.1.1 User unknown");
    SERVER.answer("schule0002@example.org", "250 ok");
  }

  @AfterEach
  void end() {
    browser.closeWindows();
    for (ProcessInstance instance : open()) {
      engine
          .getRuntimeService()
          .deleteProcessInstanceIfExists(
              instance.getId(), "end of test", false, true, false, false);
    }
  }

  @AfterAll
  void close() {
    browser.close();
    SERVER.close();
  }

  @Test
  void a_corrected_address_gets_the_mails_after_all() {
    mails.planned(DoorsFixture.plan());
    mails.agreed(DoorsFixture.plan());
    await().until(() -> SERVER.asked().stream().filter(WRONG::equals).count() == 2);
    await().untilAsserted(() -> assertThat(failures()).isEqualTo(2));
    assertThat(open()).as("one task for both mails").hasSize(1);

    Page page = taken();
    assertThat(page.locator(".asv-form")).containsText("0931 1001");
    assertThat(page.locator(".asv-form")).containsText("0001 Mönchberg-Grundschule");
    assertThat(page.locator(".asv-form")).containsText("550 5.1.1 User unknown");
    assertThat(page.locator(".asv-form pre")).hasCount(2);
    Browser.keep(page, "adresse-ungueltig");
    page.getByLabel("Wie geht es weiter?").selectOption("resend");
    page.getByLabel("Berichtigte Adresse").fill("kein Postfach");
    Browser.completeButton(page).click();
    assertThat(page.locator("[data-asv-trouble]")).containsText("„kein Postfach“ passt nicht");
    page.getByLabel("Berichtigte Adresse").fill(RIGHT);
    Browser.completeButton(page).click();
    assertThat(page.locator("ol.tasks-list > li")).hasCount(0);

    await()
        .untilAsserted(
            () ->
                assertThat(SERVER.received())
                    .filteredOn(mail -> mail.recipient().equals(RIGHT))
                    .hasSize(2));
    assertThat(trail.rows(DoorsFixture.MOVE))
        .anySatisfy(
            row -> {
              assertThat(row.kind()).isEqualTo(TrailKind.MAIL_QUEUED);
              assertThat(row.actor()).isEqualTo("technik");
              assertThat(row.details()).containsEntry("recipient", RIGHT);
            });
    assertThat(open()).isEmpty();
  }

  @Test
  void who_was_called_knows_and_it_is_on_the_trail() {
    SERVER.answer("schule0002@example.org", "553 mailbox name not allowed");
    mails.taskWaiting(
        DoorsFixture.plan(),
        "schule-0002",
        new WaitingTask("recheckData", "Termin abstimmen", "1", List.of(), 1, ""));
    await().until(() -> !open().isEmpty());

    Page page = taken();
    assertThat(page.locator(".asv-form")).containsText("steht nicht im Plan");
    page.getByLabel("Wie geht es weiter?").selectOption("called");
    assertThat(Browser.completeButton(page)).isDisabled();
    page.getByLabel("Mit wem haben Sie wann gesprochen?").fill("Frau Maier, heute 10 Uhr");
    Browser.completeButton(page).click();
    assertThat(page.locator("ol.tasks-list > li")).hasCount(0);

    assertThat(trail.rows(DoorsFixture.MOVE))
        .anySatisfy(
            row -> {
              assertThat(row.text()).contains("telefonisch mitgeteilt");
              assertThat(row.actor()).isEqualTo("technik");
              assertThat(row.school()).isEqualTo("0002");
            })
        .anySatisfy(
            row -> assertThat(row.details()).containsEntry("comment", "Frau Maier, heute 10 Uhr"));
    assertThat(open()).isEmpty();
  }

  private Page taken() {
    Page page = browser.logIn("technik", PASSWORD);
    Browser.openTasklist(page);
    Browser.takeTask(page, TASK);
    return page;
  }

  private long failures() {
    return trail.rows(DoorsFixture.MOVE).stream()
        .filter(row -> row.kind() == TrailKind.MAIL_FAILED)
        .filter(row -> row.details().get("recipient").equals(WRONG))
        .count();
  }

  private List<ProcessInstance> open() {
    return engine
        .getRuntimeService()
        .createProcessInstanceQuery()
        .processDefinitionKey("undeliverable-mail")
        .list();
  }
}
