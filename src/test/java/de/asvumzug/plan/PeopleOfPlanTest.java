package de.asvumzug.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.plan.intake.PlanReader;
import de.asvumzug.plan.intake.ValidationErrors;
import de.asvumzug.plan.people.Person;
import de.asvumzug.plan.people.Role;
import de.asvumzug.plan.people.Telephone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The people of a plan, as plans of today and of earlier releases write them. */
class PeopleOfPlanTest {
  private static final PlanJson JSON = new PlanJson();

  private static Migration documented() {
    try {
      return read(
          (ObjectNode) JSON.readYaml(Files.readAllBytes(Path.of("docs/plan-example.yaml"))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Migration read(ObjectNode draft) {
    ValidationErrors findings = new ValidationErrors();
    Migration plan = new PlanReader(findings).read(draft);
    assertThat(findings.list()).isEmpty();
    return plan;
  }

  @Test
  void a_school_has_people_of_several_roles_and_a_deputy() {
    assertThat(documented().people("schule-0001"))
        .extracting(Person::post)
        .containsExactly(
            "Schule", "Schulleitung", "Sekretariat", "Systembetreuung", "Schule, Vertretung");
  }

  @Test
  void staff_have_a_name_a_telephone_and_a_deputy() {
    assertThat(documented().people("technik"))
        .containsExactly(
            new Person(Role.TECHNICIAN, false, "Ina Berg", "technik@it.example", "+49 8123 9999-1"),
            new Person(
                Role.TECHNICIAN, true, "Uwe Tal", "vertretung@it.example", "+49 8123 9999-2"));
  }

  @Test
  void an_address_alone_is_a_contact() {
    assertThat(documented().people("it-management"))
        .containsExactly(new Person(Role.IT_MANAGEMENT, false, "", "it-leitung@it.example", ""));
  }

  @Test
  void everybody_is_told_the_telephone_of_technik_and_betreiber() {
    assertThat(documented().contacts().forQuestions())
        .containsExactly(
            "Technik: Ina Berg, Telefon +49 8123 9999-1, technik@it.example",
            "Technik, Vertretung: Uwe Tal, Telefon +49 8123 9999-2, vertretung@it.example",
            "Betreiber: Rechenzentrum, Bereitschaft, Telefon +49 8123 8888-0,"
                + " betreiber@it.example");
  }

  @Test
  void a_plan_stored_by_an_earlier_release_is_still_read() {
    Migration today = read(PlanFixture.goodPlan()).withId("U-2026-0001");
    ObjectNode stored = (ObjectNode) JSON.tree(today);
    stored
        .putObject("contacts")
        .put("technician", "technik@it.example")
        .put("operator", "")
        .putNull("itManagement");

    Migration read = JSON.read(stored.toString());

    assertThat(read.contacts()).isEqualTo(new Contacts("technik@it.example", "", ""));
    assertThat(read.schools()).isEqualTo(today.schools());
  }

  @Test
  void a_plan_without_contacts_is_stored_and_read() {
    ObjectNode draft = PlanFixture.goodPlan();
    draft.remove("contacts");
    Migration plan = read(draft).withId("U-2026-0001");

    assertThat(JSON.read(JSON.write(plan))).isEqualTo(plan);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08123 4567-0",
        "+49 8123 4567-0",
        "+49 (0) 8123 4567",
        "(08123) 4567/12",
        "0049 8123 4567890",
        "0911 4711"
      })
  void a_telephone_number_may_be_written_as_people_do(String text) {
    assertThat(Telephone.plain(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4567-0",
        "110",
        "0",
        "08123 4567 App. 3",
        "08123 4567-",
        "08123) 4567(",
        "++49 8123 4567",
        "+0 8123 4567",
        "08123 4567+0",
        "01234567890123456789",
        "((((((((0",
        "https://x.example"
      })
  void what_cannot_be_dialled_from_outside_is_no_telephone_number(String text) {
    assertThatThrownBy(() -> Telephone.plain(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
