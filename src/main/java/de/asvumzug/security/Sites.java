package de.asvumzug.security;

import de.asvumzug.host.Machines;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * The sites of the settings: each has a group {@code worker-<site>} with one technical account. An
 * account whose site has left the settings is removed.
 */
@Component
public final class Sites {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final String PREFIX = Groups.WORKER + "-";
  private static final String TYPE = "STANDORT";

  private final PeopleSettings settings;
  private final IdentityService identity;
  private final Groups groups;
  private final Grants grants;
  private final Machines machines;

  Sites(
      PeopleSettings settings,
      IdentityService identity,
      Groups groups,
      Grants grants,
      Machines machines) {
    this.settings = settings;
    this.identity = identity;
    this.groups = groups;
    this.grants = grants;
    this.machines = machines;
  }

  /** The site whose worker has logged in; empty for everybody else. */
  public static Optional<String> of(Authentication login) {
    return login == null
        ? Optional.empty()
        : login.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .filter(Sites::isSite)
            .map(authority -> authority.substring(EngineLogin.authority(PREFIX).length()))
            .findFirst();
  }

  private static boolean isSite(String authority) {
    return authority.startsWith(EngineLogin.authority(PREFIX));
  }

  /**
   * Creates the accounts, written anew at every start.
   *
   * @throws IllegalStateException if a name is not possible, a password is missing, or a machine
   *     names a site that has no account: its moves would wait without a word
   */
  void ensure() {
    for (String machine : machines.names()) {
      machines.site(machine).ifPresent(site -> mustBeKnown(machine, site));
    }
    removeForgotten();
    settings.sites().forEach(this::ensure);
  }

  private void mustBeKnown(String machine, String site) {
    if (!settings.sites().containsKey(site)) {
      throw new IllegalStateException(
          "Die Maschine %s gehört zum Standort %s, den die Einstellungen nicht kennen. Bitte unter asv.sites.%s die Kennwortdatei seines Workers angeben."
              .formatted(machine, site, site));
    }
  }

  private void ensure(String name, PeopleSettings.Site site) {
    if (!NAME.matcher(name).matches() || name.equals("zentrale")) {
      throw new IllegalStateException(
          "„%s“ ist kein Name für einen Standort (asv.sites). Erwartet werden Kleinbuchstaben, Ziffern und Bindestriche; „zentrale“ ist vergeben."
              .formatted(name));
    }
    if (site.passwordFile() == null) {
      throw new IllegalStateException(
          "Für den Worker des Standorts %s fehlt asv.sites.%s.password-file."
              .formatted(name, name));
    }
    String group = PREFIX + name;
    groups.ensure(group, "Schrittausführung am Standort " + name, TYPE);
    grants.give(
        group, Resources.PROCESS_INSTANCE, Authorization.ANY, Permissions.READ, Permissions.UPDATE);
    String id = site.id().isBlank() ? group : site.id();
    People.writeAccount(
        identity,
        id,
        "Schrittausführung",
        "Standort " + name,
        Passwords.fromFile("den Standort " + name, site.passwordFile()));
    groups.join(id, group);
  }

  private void removeForgotten() {
    Set<String> known = new TreeSet<>();
    settings.sites().keySet().forEach(site -> known.add(PREFIX + site));
    for (Group group : identity.createGroupQuery().groupType(TYPE).list()) {
      if (!known.contains(group.getId())) {
        for (User user : identity.createUserQuery().memberOfGroup(group.getId()).list()) {
          identity.deleteUser(user.getId());
        }
        identity.deleteGroup(group.getId());
      }
    }
  }
}
