package de.asvumzug.move;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.Browser;
import de.asvumzug.support.Person;
import de.asvumzug.support.TrainingGround;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The forms of a bad night, as a technician meets them in the browser: the window runs out,
 * somebody has started the old server, and the move is taken back although its data have changed.
 */
@Tag("long")
class RescueFormsIT {
  private static final String TECHNIK = "technik";

  @Test
  void each_says_what_is_the_matter_and_what_to_do() throws Exception {
    try (PlayedMove played =
            PlayedMove.open(
                "rescue-forms",
                TrainingGround.Kind.ENTERPRISE,
                LabOptions.defaults().withPupils(60),
                "--asv.watch.every=1s",
                "--asv.watch.before-end=5h");
        Browser browser = new Browser(played.base().toString())) {
      for (String element :
          new String[] {"decideOverrun", "stopOneServer", "confirmSourceChanged"}) {
        played.move().players().leave(TECHNIK, element);
        played.move().players().leave("betreiber", element);
      }
      // The old server that somebody has started is also what the next guard finds.
      played.move().players().answer("handleIncident", Map.of("decision", "retry"));
      played.move().plan();
      Page page = browser.logIn(TECHNIK, played.ground().passwords().get(TECHNIK));

      played.playUntil(() -> waits(played, "decideOverrun"));
      goOn(page);
      played.playUntil(() -> played.elements("STEP_ENDED").contains("confirmOriginalLogin"));
      LabMachine alt = played.lab().alt();
      new FenceByHand(alt, played.move().id()).lift();
      alt.startServer();
      played.playUntil(() -> waits(played, "stopOneServer"));
      alt.stop();
      stopped(page);
      new FenceByHand(alt, played.move().id()).putBack();
      alt.dataEnteredSince();
      Awaitility.await()
          .until(() -> played.move().abort("Der neue Server druckt nicht.").statusCode() == 202);
      played.playUntil(() -> waits(played, "confirmSourceChanged"));
      changed(page);
      played.playUntil(() -> played.move().state().equals("ABORTED"));
    }
  }

  private static void goOn(Page page) {
    Browser.openTasklist(page);
    Browser.takeTask(page, "Weitermachen oder abbrechen?");
    assertThat(page.locator(".asv-form")).containsText("Umzugsfenster in Gefahr");
    page.getByLabel("Wie geht es weiter?").selectOption("goOn");
    assertThat(Browser.completeButton(page)).isDisabled();
    LocalDateTime end = LocalDateTime.now(ZoneId.of("Europe/Berlin")).plusHours(9);
    page.getByLabel("Neues erwartetes Ende")
        .fill(end.format(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm")));
    page.getByLabel("Begründung").fill("Mit dem Betreiber abgesprochen.");
    send(page, "rescue-overrun");
  }

  private static void stopped(Page page) {
    Browser.openTasklist(page);
    Browser.takeTask(page, "Einen der beiden Server anhalten");
    assertThat(page.locator(".asv-form")).containsText("der alte Server, Maschine alt");
    page.getByLabel("Der Server, der nicht laufen darf, ist angehalten.").check();
    page.getByLabel("Wer hatte ihn gestartet").fill("Zur Probe gestartet, nichts eingegeben.");
    send(page, "rescue-two-servers");
  }

  private static void changed(Page page) {
    Browser.openTasklist(page);
    Browser.takeTask(page, "Abweichung klären");
    assertThat(page.locator(".asv-form")).containsText("svp_schule_stamm");
    page.getByLabel("Die Abweichung ist geklärt").check();
    page.getByLabel("Woher kommt die Abweichung?").fill("Umbenannt nach dem Probestart.");
    send(page, "rescue-source-changed");
  }

  private static void send(Page page, String picture) {
    Browser.keep(page, picture);
    Browser.completeButton(page).click();
    Browser.completeButton(page)
        .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
  }

  private static boolean waits(PlayedMove played, String element) throws Exception {
    Person technik = new Person(played.base(), TECHNIK, played.ground().passwords().get(TECHNIK));
    return technik.tasks().stream().anyMatch(task -> task.element().equals(element));
  }
}
