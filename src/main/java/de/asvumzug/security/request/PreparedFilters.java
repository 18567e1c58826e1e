package de.asvumzug.security.request;

import de.asvumzug.security.account.Grants;
import de.asvumzug.task.ListedPlace;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/** The task lists that people find in the Tasklist; they can read them, not make their own. */
@Component
public final class PreparedFilters {
  public static final String MINE = "Meine Aufgaben";
  public static final String MY_GROUPS = "Aufgaben meiner Gruppen";
  public static final String ALL = "Alle Aufgaben";

  private final FilterService filters;
  private final TaskService tasks;
  private final Grants grants;

  PreparedFilters(FilterService filters, TaskService tasks, Grants grants) {
    this.filters = filters;
    this.tasks = tasks;
    this.grants = grants;
  }

  public void ensure() {
    ensure(
        MY_GROUPS,
        "Was Ihre Gruppe noch zu tun hat",
        -30,
        tasks
            .createTaskQuery()
            .taskCandidateGroupInExpression("${currentUserGroups()}")
            .includeAssignedTasks());
    ensure(
        MINE,
        "Was Sie übernommen haben",
        -20,
        tasks.createTaskQuery().taskAssigneeExpression("${currentUser()}"));
    ensure(ALL, "Alle offenen Aufgaben, die Sie sehen dürfen", -10, tasks.createTaskQuery());
  }

  /** Shows a group the two personal lists and those named. */
  public void show(String group, String... more) {
    give(group, MINE);
    give(group, MY_GROUPS);
    for (String name : more) {
      give(group, name);
    }
  }

  private void give(String group, String name) {
    grants.give(group, Resources.FILTER, find(name).getId(), Permissions.READ);
  }

  /** One that is there already, of an earlier version, shows what this version shows. */
  private void ensure(String name, String description, int priority, TaskQuery query) {
    Map<String, Object> properties =
        Map.of(
            "description",
            description,
            "priority",
            priority,
            "color",
            "#1f4e79",
            "refresh",
            true,
            "showUndefinedVariable",
            false,
            "variables",
            ListedPlace.columns());
    Filter there = find(name);
    if (there == null) {
      filters.saveFilter(filters.newTaskFilter(name).setQuery(query).setProperties(properties));
    } else if (!properties.equals(there.getProperties())) {
      filters.saveFilter(there.setProperties(properties));
    }
  }

  private Filter find(String name) {
    return filters.createFilterQuery().filterName(name).singleResult();
  }
}
