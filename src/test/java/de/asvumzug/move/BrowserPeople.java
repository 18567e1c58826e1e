package de.asvumzug.move;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import de.asvumzug.support.Accessibility;
import de.asvumzug.support.Browser;
import de.asvumzug.support.Person;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** People who do their tasks with mouse and keyboard, each in a session of their own. */
final class BrowserPeople {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ITEM = "item_";

  private final Browser browser;
  private final Map<String, String> passwords;
  private final boolean ownPages;
  private final Map<String, Page> sessions = new LinkedHashMap<>();
  private int completed;

  /**
   * @param ownPages whether schools use their own pages instead of the Tasklist
   */
  BrowserPeople(Browser browser, Map<String, String> passwords, boolean ownPages) {
    this.browser = browser;
    this.passwords = passwords;
    this.ownPages = ownPages;
  }

  /** This person's window; logged in when it is first asked for. */
  Page session(String user) {
    return sessions.computeIfAbsent(user, name -> browser.logIn(name, passwords.get(name)));
  }

  /** How many tasks were done. */
  int completed() {
    return completed;
  }

  void complete(Person person, Person.Task task, Map<String, ?> values) throws Exception {
    Page page = session(person.user());
    if (ownPages && person.user().startsWith("schule-")) {
      onOwnPage(page, task, values);
    } else {
      inTheTasklist(page, person, task, values);
    }
    await()
        .pollInSameThread() // the browser is one thread's alone
        .atMost(PATIENCE)
        .until(() -> person.tasks().stream().noneMatch(one -> one.id().equals(task.id())));
    completed++;
  }

  private static void onOwnPage(Page page, Person.Task task, Map<String, ?> values) {
    page.navigate("/schule");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(task.name()).setExact(false))
        .first()
        .click();
    Accessibility.check(page, task.name());
    boolean yes = values.values().stream().noneMatch(Boolean.FALSE::equals);
    Locator answer = page.locator("[name=antwort][value=" + (yes ? "ja" : "nein") + "]");
    answer.check();
    for (Locator point : page.locator("[name=punkt]").all()) {
      point.check();
    }
    if (values.get("comment") instanceof String words) {
      page.locator("[name=worte]").fill(words);
    }
    if (task.element().equals("recheckData")) {
      Browser.keepWindow(page, "readme-aufgabe");
    }
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Antwort abschicken"))
        .click();
    assertThat(page.getByRole(AriaRole.STATUS).first()).isVisible();
  }

  private void inTheTasklist(Page page, Person person, Person.Task task, Map<String, ?> values)
      throws Exception {
    Browser.openTasklist(page);
    page.navigate("/camunda/app/tasklist/default/#/?task=" + task.id());
    page.getByText("Diese Aufgabe übernehmen").click();
    page.locator("[data-asv-briefing][data-asv-ready]").waitFor();
    page.locator(".disabled-form")
        .waitFor(
            new Locator.WaitForOptions()
                .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
    Accessibility.checkInside(page, ".asv-form", task.name());
    for (Map.Entry<String, ?> value : values.entrySet()) {
      Locator field =
          value.getKey().startsWith(ITEM)
              ? page.locator("[data-asv-item]")
                  .nth(Integer.parseInt(value.getKey().substring(ITEM.length())))
                  .locator("select, input[type=checkbox]")
              : page.locator(".asv-form [name='" + value.getKey() + "']");
      fill(
          field, value.getKey().startsWith(ITEM) ? itemAnswer(value.getValue()) : value.getValue());
    }
    Browser.completeButton(page).click();
    Locator password = page.locator("[data-asv-password]");
    await()
        .pollInSameThread() // the browser is one thread's alone
        .atMost(PATIENCE)
        .until(
            () ->
                password.isVisible()
                    || person.tasks().stream().noneMatch(one -> one.id().equals(task.id())));
    if (password.isVisible()) {
      password.fill(passwords.get(person.user()));
      Browser.completeButton(page).click();
    }
  }

  private static String itemAnswer(Object value) throws Exception {
    return new ObjectMapper().readTree(value.toString()).path("answer").asText();
  }

  private static void fill(Locator field, Object value) {
    String kind = (String) field.evaluate("node => node.type");
    switch (kind) {
      case "checkbox" -> field.setChecked(!Boolean.FALSE.equals(value));
      case "select-one" -> field.selectOption(String.valueOf(value));
      default -> field.fill(String.valueOf(value));
    }
  }
}
