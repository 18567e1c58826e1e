package de.asvumzug.security;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.plan.Migrations;
import de.asvumzug.support.Browser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A school's own page, in the browser: may we work, and what is to be done. */
class SchoolPageIT extends DoorsTestBase {
  @Autowired private Migrations migrations;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void one_move_of_two_schools() {
    migrations.insert(MigrationFixture.of(), "technik");
    askSchools("0001", "0002");
  }

  /** The other tests of this application have no plan to be read. */
  @AfterEach
  void no_plan() {
    jdbc.sql("delete from umzug.migration where id = ?").param(DoorsFixture.MOVE).update();
  }

  @Test
  void a_school_reads_whether_it_may_work_and_follows_its_task() {
    try (Browser browser = new Browser("http://localhost:" + port)) {
      Page page = browser.logIn("schule-0001", PASSWORD);
      page.navigate("/umzuege/" + DoorsFixture.MOVE);
      assertThat(page).hasURL("http://localhost:" + port + "/schule");
      assertThat(page.getByText("Darf ich mit ASV arbeiten?")).isVisible();
      assertThat(page.locator(".stand")).hasText("Ja");
      Browser.keep(page, "schule");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Termin abstimmen"))
          .click();
      page.locator("[data-asv-briefing][data-asv-ready]").waitFor();
    }
  }

  @Test
  void nothing_of_the_other_school_stands_there() throws Exception {
    String page = loggedIn("schule-0001").get("/schule", "Accept", "text/html").body();

    assertThat(page)
        .containsOnlyOnce("/aufgaben/")
        .contains(MigrationFixture.of().schools().get(0).number())
        .doesNotContain(MigrationFixture.of().schools().get(1).mail());
  }

  @Test
  void staff_is_led_to_the_control_page() throws Exception {
    assertThat(
            loggedIn("technik")
                .get("/schule", "Accept", "text/html")
                .headers()
                .firstValue("Location")
                .orElse(""))
        .endsWith("/");
  }
}
