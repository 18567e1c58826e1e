package de.asvumzug.security.account;

import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What administrators may do with accounts: with everybody's, except that nobody takes away their
 * own, nobody the last administrator's (the engine would then offer to create one to anybody), and
 * nobody those of the workers.
 */
@Component
public final class Administration {
  private final Groups groups;

  Administration(Groups groups) {
    this.groups = groups;
  }

  public boolean isAdministrator(String person) {
    return groups.of(person).contains(Groups.ADMIN);
  }

  /**
   * @param account whom it is about; empty for an account that is to be created
   * @return why not, in German; empty if it may be
   */
  public Optional<String> refusal(String person, Optional<String> account) {
    if (!isAdministrator(person)) {
      return Optional.of("Das darf nur die Administration.");
    }
    return account
        .filter(id -> groups.of(id).contains(Groups.WORKER))
        .map(id -> "Das Konto der Schrittausführung wird nur in den Einstellungen geändert.");
  }

  /** The same for what ends an account or an administrator's rights. */
  public Optional<String> refusalToEnd(String person, String account) {
    Optional<String> refusal = refusal(person, Optional.of(account));
    if (refusal.isPresent()) {
      return refusal;
    }
    if (person.equalsIgnoreCase(account)) {
      return Optional.of(
          "Das eigene Konto und die eigenen Rechte nimmt sich niemand selbst. Bitte eine zweite Person der Administration darum.");
    }
    return isAdministrator(account) && groups.members(Groups.ADMIN) <= 1
        ? Optional.of(
            "Das ist das letzte Konto der Administration. Bitte erst ein zweites anlegen.")
        : Optional.empty();
  }
}
