package de.asvumzug.security.worker;

import de.asvumzug.host.MachineContacts;
import de.asvumzug.host.Machines;
import de.asvumzug.host.secret.SecretValues;
import de.asvumzug.security.account.PeopleSettings;
import de.asvumzug.security.login.LoginThrottle;
import de.asvumzug.security.password.Passwords;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * The accounts of the workers on site, by the settings alone: they are no users of the engine.
 * {@link LoginThrottle} slows down who guesses, but never the place where a worker has logged in
 * from before: nobody holds up a move by typing wrong passwords.
 */
@Component
public final class WorkerAccounts {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final String AUTHORITY = "SITE_";
  private static final int SHORTEST_PASSWORD = 20;

  private final PeopleSettings settings;
  private final Machines machines;
  private final IdentityService identity;
  private final MachineContacts contacts;
  private final Map<String, Account> accounts = new HashMap<>();

  private record Account(String site, byte[] password) {}

  WorkerAccounts(
      PeopleSettings settings,
      Machines machines,
      IdentityService identity,
      SecretValues secrets,
      MachineContacts contacts) {
    this.contacts = contacts;
    this.settings = settings;
    this.machines = machines;
    this.identity = identity;
    settings.sites().forEach((name, site) -> add(name, site, secrets));
  }

  private void add(String name, PeopleSettings.Site site, SecretValues secrets) {
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
    String password = Passwords.fromFile("den Standort " + name, site.passwordFile());
    if (password.length() < SHORTEST_PASSWORD) {
      throw new IllegalStateException(
          "Das Kennwort in %s für den Standort %s ist zu kurz; es braucht mindestens %d zufällige Zeichen."
              .formatted(site.passwordFile(), name, SHORTEST_PASSWORD));
    }
    secrets.remember(password);
    String id = site.id().isBlank() ? "worker-" + name : site.id();
    accounts.put(id, new Account(name, password.getBytes(StandardCharsets.UTF_8)));
  }

  /** The site whose worker has logged in; empty for everybody else. */
  public static Optional<String> of(Authentication login) {
    return login == null
        ? Optional.empty()
        : login.getAuthorities().stream()
            .map(GrantedAuthority::getAuthority)
            .filter(authority -> authority.startsWith(AUTHORITY))
            .map(authority -> authority.substring(AUTHORITY.length()))
            .findFirst();
  }

  public boolean isAccount(String id) {
    return accounts.containsKey(id);
  }

  /** Empty if the password is wrong. */
  public Optional<Authentication> logIn(String id, String password) {
    Account account = accounts.get(id);
    if (!MessageDigest.isEqual(account.password(), password.getBytes(StandardCharsets.UTF_8))) {
      return Optional.empty();
    }
    noteContact(account.site());
    return Optional.of(
        UsernamePasswordAuthenticationToken.authenticated(
            id, null, List.of(new SimpleGrantedAuthority(AUTHORITY + account.site()))));
  }

  /** Of a site's machines the centre knows no more than that their worker lives. */
  private void noteContact(String site) {
    machines.names().stream()
        .filter(machine -> machines.site(machine).filter(site::equals).isPresent())
        .forEach(contacts::answered);
  }

  /**
   * @throws IllegalStateException if a machine names a site that has no account: its moves would
   *     wait without a word; or if a person has the log-in name of a site
   */
  public void check() {
    for (String machine : machines.names()) {
      machines.site(machine).ifPresent(site -> requireKnown(machine, site));
    }
    for (String id : accounts.keySet()) {
      if (identity.createUserQuery().userId(id).count() > 0) {
        throw new IllegalStateException(
            "Der Anmeldename %s gehört schon einem Benutzer. Bitte unter asv.sites einen anderen angeben (id)."
                .formatted(id));
      }
    }
  }

  private void requireKnown(String machine, String site) {
    if (!settings.sites().containsKey(site)) {
      throw new IllegalStateException(
          "Die Maschine %s gehört zum Standort %s, den die Einstellungen nicht kennen. Bitte unter asv.sites.%s die Kennwortdatei seines Workers angeben."
              .formatted(machine, site, site));
    }
  }
}
