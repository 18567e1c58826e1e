package de.asvumzug.security.account;

import de.asvumzug.security.account.PeopleSettings.Person;
import de.asvumzug.security.events.SecurityTrail;
import de.asvumzug.security.password.Passwords;
import de.asvumzug.security.worker.WorkerAccount;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Creates the users of the settings and the workers' account; safe to run at every start. What the
 * settings give, they give once: who was deleted or taken out of a group does not come back.
 */
@Component
public final class People {
  private static final Logger LOG = LoggerFactory.getLogger(People.class);

  private final IdentityService identity;
  private final PeopleSettings settings;
  private final WorkerAccount worker;
  private final Groups groups;
  private final FirstUsers firsts;
  private final SecurityTrail trail;

  People(
      IdentityService identity,
      PeopleSettings settings,
      WorkerAccount worker,
      Groups groups,
      FirstUsers firsts,
      SecurityTrail trail) {
    this.trail = trail;
    this.firsts = firsts;
    this.identity = identity;
    this.settings = settings;
    this.worker = worker;
    this.groups = groups;
  }

  public void ensure() {
    for (Person person : settings.users()) {
      if (firsts.first(person.id(), "") && find(person.id()) == null) {
        create(person);
      }
      person.groups().forEach(group -> join(person.id(), group));
    }
    ensureWorker();
    breakGlass();
  }

  private void join(String user, String group) {
    if (firsts.first(user, group) && find(user) != null) {
      groups.join(user, group);
      note(user, "in die Gruppe " + group + " aufgenommen (asv.users)");
    }
  }

  private void breakGlass() {
    PeopleSettings.BreakGlass way = settings.breakGlass();
    if (way.user().isBlank()) {
      return;
    }
    if (way.passwordFile() == null) {
      throw new IllegalStateException(
          "Für asv.break-glass.user fehlt asv.break-glass.password-file mit dem Kennwort.");
    }
    User user = find(way.user());
    if (user == null) {
      user = identity.newUser(way.user());
      user.setLastName(way.user());
    }
    user.setPassword(Passwords.fromFile("den Notzugang " + way.user(), way.passwordFile()));
    save(user, "asv.break-glass");
    groups.join(way.user(), Groups.ADMIN);
    note(way.user(), "Notzugang: Kennwort gesetzt, Administrator (asv.break-glass)");
    LOG.warn(
        "Notzugang: {} hat das Kennwort aus asv.break-glass und ist Administrator. Bitte anmelden, das Kennwort ändern und asv.break-glass aus den Einstellungen nehmen.",
        way.user());
  }

  private void create(Person person) {
    User user = identity.newUser(person.id());
    user.setFirstName(person.firstName());
    user.setLastName(person.lastName());
    user.setEmail(person.mail());
    user.setPassword(passwordOf(person));
    save(user, "asv.users");
    note(person.id(), "angelegt (asv.users)");
    LOG.info("Benutzer {} angelegt, Gruppen {}", person.id(), person.groups());
  }

  private void note(String user, String what) {
    trail.note(SecurityTrail.Kind.ACCOUNT, user, "Einstellungen", what);
  }

  private void save(User user, String setting) {
    try {
      identity.saveUser(user);
    } catch (ProcessEngineException e) {
      throw new IllegalStateException(
          "Der Benutzer %s aus %s lässt sich nicht anlegen: Das Kennwort ist zu leicht zu erraten. %s"
              .formatted(user.getId(), setting, Passwords.RULE),
          e);
    }
  }

  private static String passwordOf(Person person) {
    if (person.passwordFile() != null) {
      return Passwords.fromFile("den Benutzer " + person.id(), person.passwordFile());
    }
    if (person.password() != null) {
      return person.password();
    }
    throw new IllegalStateException(
        "Für den Benutzer %s fehlt das erste Kennwort. Bitte in asv.users password-file angeben."
            .formatted(person.id()));
  }

  /** For its rights only: nobody logs in with what the engine knows of it. */
  private void ensureWorker() {
    if (find(worker.user()) == null) {
      User user = identity.newUser(worker.user());
      user.setFirstName("Schrittausführung");
      user.setLastName("(technisch)");
      user.setPassword(Passwords.random());
      identity.saveUser(user);
    }
    groups.join(worker.user(), Groups.WORKER);
  }

  private User find(String id) {
    return identity.createUserQuery().userId(id).singleResult();
  }
}
