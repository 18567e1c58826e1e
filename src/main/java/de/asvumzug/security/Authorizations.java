package de.asvumzug.security;

import static org.camunda.bpm.engine.authorization.Authorization.ANY;

import de.asvumzug.security.account.AdministratorMonitor;
import de.asvumzug.security.account.Grants;
import de.asvumzug.security.account.Groups;
import de.asvumzug.security.account.People;
import de.asvumzug.security.account.SchoolGroups;
import de.asvumzug.security.request.PreparedFilters;
import de.asvumzug.security.worker.ScrapeAccount;
import de.asvumzug.security.worker.WorkerAccounts;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Who may do what, as code: written at every start, not clicked in Admin. Nobody may create
 * deployments (a model is code) or filters (a stored filter may hold an expression), the
 * administrators neither: both come with the program. Whoever works on a task gets his grant from
 * the engine when the task is created.
 */
@Component
final class Authorizations implements SmartInitializingSingleton {
  private static final List<String> STAFF =
      List.of(Groups.TECHNIK, Groups.BETREIBER, Groups.IT_MANAGEMENT);
  private static final List<String> WATCHERS = List.of(Groups.TECHNIK, Groups.IT_MANAGEMENT);

  /** What administrators are there for; the rest they read like everybody who watches. */
  private static final Set<Resources> ADMINISTERED =
      EnumSet.of(
          Resources.APPLICATION, Resources.USER, Resources.GROUP, Resources.GROUP_MEMBERSHIP);

  private final Groups groups;
  private final Grants grants;
  private final PreparedFilters filters;
  private final SchoolGroups schools;
  private final People people;
  private final WorkerAccounts sites;
  private final ScrapeAccount scrape;
  private final IdentityService identity;
  private final AdministratorMonitor watch;

  Authorizations(
      Groups groups,
      Grants grants,
      PreparedFilters filters,
      SchoolGroups schools,
      People people,
      WorkerAccounts sites,
      ScrapeAccount scrape,
      IdentityService identity,
      AdministratorMonitor watch) {
    this.scrape = scrape;
    this.identity = identity;
    this.groups = groups;
    this.grants = grants;
    this.filters = filters;
    this.schools = schools;
    this.people = people;
    this.sites = sites;
    this.watch = watch;
  }

  /** After all beans are there and before anything that serves or works is started. */
  @Override
  public void afterSingletonsInstantiated() {
    createGroups();
    administrators();
    filters.ensure();
    staff();
    worker();
    schools.ensureForSettings();
    people.ensure();
    sites.check();
    scrape.check(identity, sites);
    watch.check();
  }

  private void createGroups() {
    groups.ensure(Groups.ADMIN, "Administration", "SYSTEM");
    groups.ensure(Groups.TECHNIK, "Technik", "UMZUG");
    groups.ensure(Groups.BETREIBER, "Betreiber", "UMZUG");
    groups.ensure(Groups.IT_MANAGEMENT, "IT-Management", "UMZUG");
    groups.ensure(Groups.WORKER, "Schrittausführung", "UMZUG");
  }

  private void administrators() {
    for (Resources resource : Resources.values()) {
      if (ADMINISTERED.contains(resource)) {
        grants.give(Groups.ADMIN, resource, ANY, Permissions.ALL);
      } else if (List.of(Permissions.READ.getTypes()).contains(resource)) {
        grants.give(Groups.ADMIN, resource, ANY, Permissions.READ);
      } else {
        grants.take(Groups.ADMIN, resource, ANY);
      }
    }
    read(Groups.ADMIN);
  }

  private void staff() {
    for (String group : STAFF) {
      grants.give(group, Resources.APPLICATION, "tasklist", Permissions.ACCESS);
      filters.show(group, PreparedFilters.ALL);
    }
    for (String group : WATCHERS) {
      grants.give(group, Resources.APPLICATION, "cockpit", Permissions.ACCESS);
      read(group);
      grants.give(group, Resources.PROCESS_INSTANCE, ANY, Permissions.READ);
      grants.give(group, Resources.DECISION_DEFINITION, ANY, Permissions.READ);
      grants.give(group, Resources.DEPLOYMENT, ANY, Permissions.READ);
    }
  }

  private void read(String group) {
    grants.give(
        group,
        Resources.PROCESS_DEFINITION,
        ANY,
        ProcessDefinitionPermissions.READ,
        ProcessDefinitionPermissions.READ_INSTANCE,
        ProcessDefinitionPermissions.READ_TASK,
        ProcessDefinitionPermissions.READ_HISTORY);
  }

  /** What fetch-and-lock, complete, failure, extend-lock and unlock ask for, and nothing else. */
  private void worker() {
    grants.give(
        Groups.WORKER, Resources.PROCESS_INSTANCE, ANY, Permissions.READ, Permissions.UPDATE);
  }
}
