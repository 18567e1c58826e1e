package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.Accessibility;
import de.asvumzug.support.Browser;
import de.asvumzug.support.ChildApplication;
import de.asvumzug.support.Move;
import de.asvumzug.support.Person;
import de.asvumzug.support.TrainingGround;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole real move by four people in four browser sessions; the other schools are played. */
@Tag("long")
class FourPeopleIT {
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final String SCHOOL = "schule-0001";
  private static final Set<String> PEOPLE = Set.of("technik", "technik2", "itm", SCHOOL);

  enum SchoolsUse {
    THE_TASKLIST,
    THEIR_OWN_PAGES
  }

  @ParameterizedTest
  @EnumSource
  void four_people_carry_a_move_out(SchoolsUse way) throws Exception {
    Path folder = Path.of("target", "four-people", way.name()).toAbsolutePath();
    Files.createDirectories(folder);
    try (TrainingGround ground =
            TrainingGround.start(
                folder, TrainingGround.Kind.SCHOOL, LabOptions.defaults().withPupils(90));
        ChildApplication application =
            ChildApplication.start(ground, folder.resolve("application.log"));
        Browser browser = new Browser(application.base().toString())) {
      BrowserPeople people =
          new BrowserPeople(browser, ground.passwords(), way == SchoolsUse.THEIR_OWN_PAGES);
      Move move = new Move(ground, application::base);
      Set<String> acted = new HashSet<>();
      move.players()
          .by(
              (person, task, values) -> {
                if (!PEOPLE.contains(person.user())) {
                  person.complete(task, values);
                  return;
                }
                look(people, move, person, task);
                people.complete(person, task, values);
                acted.add(person.user());
              });
      move.plan();
      move.playUntil(() -> move.state().equals("DONE"), LIMIT, (m, done) -> {});

      assertThat(acted).isEqualTo(PEOPLE);
      assertThat(people.completed()).isGreaterThanOrEqualTo(9);
      Page overseer = people.session("itm");
      overseer.navigate("/umzuege/" + move.id());
      overseer.locator(".zeichnung .stand-ENDED").first().waitFor();
      Accessibility.check(overseer, "the page of a move that is over");
      Browser.keep(overseer, "umzug-zu-ende");
    }
  }

  /** Pictures for the README, and axe, while much is to be seen. */
  private static void look(BrowserPeople people, Move move, Person person, Person.Task task)
      throws Exception {
    if (!task.element().equals("recheckData") || !person.user().equals(SCHOOL)) {
      return;
    }
    Page technician = people.session("technik");
    technician.navigate("/");
    Accessibility.check(technician, "the list of moves");
    Browser.keepWindow(technician, "readme-leitstand");
    technician.navigate("/umzuege/" + move.id());
    technician.locator(".zeichnung .stand-ENDED").first().waitFor();
    Accessibility.check(technician, "the page of a move");
    Browser.keepWindow(technician, "readme-umzug");
    Browser.keep(technician, "umzug-beim-pruefen");
    Page school = people.session(SCHOOL);
    school.navigate("/schule");
    Accessibility.check(school, "a school's page");
    Browser.keepWindow(school, "readme-schule");
    for (Page page : List.of(technician, school)) {
      page.setViewportSize(320, 900);
      Browser.keep(page, "schmal-" + (page == school ? "schule" : "umzug"));
      assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
          .as("nothing needs scrolling sideways")
          .isLessThanOrEqualTo(320);
      page.setViewportSize(1440, 1000);
    }
  }
}
