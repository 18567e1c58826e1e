package de.asvumzug.security.account;

import de.asvumzug.plan.intake.PlanAccepted;
import de.asvumzug.security.request.PreparedFilters;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The group of each school. Its only grants are the Tasklist and the prepared lists; the school's
 * own tasks come as candidates' grants from the engine.
 */
@Component
public final class SchoolGroups {
  private static final Pattern NUMBER = Pattern.compile("\\d{4}");

  private final Groups groups;
  private final Grants grants;
  private final PreparedFilters filters;
  private final PeopleSettings settings;

  SchoolGroups(Groups groups, Grants grants, PreparedFilters filters, PeopleSettings settings) {
    this.groups = groups;
    this.grants = grants;
    this.filters = filters;
    this.settings = settings;
  }

  /**
   * Creates the school's group with its grants, or leaves it as it is.
   *
   * @param schoolNumber Schulnummer, four digits
   * @param name shown to administrators
   * @throws IllegalArgumentException if the number is not four digits
   */
  public void ensure(String schoolNumber, String name) {
    if (!NUMBER.matcher(schoolNumber).matches()) {
      throw new IllegalArgumentException(
          "„%s“ ist keine Schulnummer; erwartet werden vier Ziffern.".formatted(schoolNumber));
    }
    String group = Groups.SCHOOL_PREFIX + schoolNumber;
    groups.ensure(group, name, "SCHULE");
    grants.give(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
    filters.show(group);
  }

  /** A school's people can be entered from the moment its move is planned. */
  @EventListener
  void planAccepted(PlanAccepted accepted) {
    accepted.plan().schools().forEach(school -> ensure(school.number(), school.name()));
  }

  /** Groups that users of the settings belong to, before any plan names the school. */
  public void ensureForSettings() {
    settings.users().stream()
        .flatMap(person -> person.groups().stream())
        .filter(group -> group.startsWith(Groups.SCHOOL_PREFIX))
        .map(group -> group.substring(Groups.SCHOOL_PREFIX.length()))
        .distinct()
        .forEach(number -> ensure(number, "Schule " + number));
  }
}
