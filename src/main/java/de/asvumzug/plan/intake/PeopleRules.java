package de.asvumzug.plan.intake;

import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.plan.people.Contact;
import de.asvumzug.plan.people.Person;
import java.util.List;

/** A deputy is asked when nobody else of the group answers, so it must be somebody else. */
public final class PeopleRules {
  private final ValidationErrors findings;

  public PeopleRules(ValidationErrors findings) {
    this.findings = findings;
  }

  /** Adds a finding at the address of each deputy who is none. */
  public void judge(Migration plan) {
    for (int i = 0; i < plan.schools().size(); i++) {
      School school = plan.schools().get(i);
      judge("schools[" + i + "].deputy", school.deputy(), school.people());
    }
    Contacts contacts = plan.contacts();
    judge("contacts.technicianDeputy", contacts.technicianDeputy(), plan.people("technik"));
    judge("contacts.operatorDeputy", contacts.operatorDeputy(), plan.people("betreiber"));
    judge(
        "contacts.itManagementDeputy", contacts.itManagementDeputy(), plan.people("it-management"));
  }

  private void judge(String path, Contact deputy, List<Person> group) {
    if (deputy == null || deputy.mail().isEmpty()) {
      return;
    }
    group.stream()
        .filter(one -> !one.deputy() && one.mail().equalsIgnoreCase(deputy.mail()))
        .findFirst()
        .ifPresent(
            one ->
                findings.add(
                    path + ".mail",
                    """
                    ist dieselbe Adresse wie bei „%s“; die Vertretung wird gefragt, wenn dort \
                    niemand antwortet, und braucht eine eigene."""
                        .formatted(one.post())));
  }
}
