package de.asvumzug.security.password;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;

/**
 * What a password must be: long, none that everybody tries first, and not made of the person's own
 * names. Kinds of signs are not asked for: they make people write "Sommer2026!".
 */
final class PasswordRules implements PasswordPolicy {
  static final int SHORTEST = 12;

  private static final int SHORTEST_NAME = 4;

  private final List<PasswordPolicyRule> rules;

  PasswordRules(MostUsedPasswords mostUsed) {
    this.rules =
        List.of(
            new Rule(
                "PASSWORD_POLICY_LENGTH",
                Map.of("minLength", "" + SHORTEST),
                (password, user) -> password.length() >= SHORTEST),
            new Rule(
                "PASSWORD_POLICY_MOST_USED",
                Map.of(),
                (password, user) -> !mostUsed.contains(password)),
            new Rule(
                "PASSWORD_POLICY_USER_DATA",
                Map.of(),
                (password, user) -> user == null || !hasNames(password, user)));
  }

  @Override
  public List<PasswordPolicyRule> getRules() {
    return rules;
  }

  private static boolean hasNames(String password, User user) {
    String low = password.toLowerCase(Locale.ROOT);
    return Stream.of(user.getId(), user.getFirstName(), user.getLastName(), user.getEmail())
        .filter(name -> name != null)
        .map(name -> name.split("@", 2)[0].toLowerCase(Locale.ROOT))
        .filter(name -> name.length() >= SHORTEST_NAME)
        .anyMatch(low::contains);
  }

  /** One rule; the placeholder is how the engine's pages name it. */
  private record Rule(
      String placeholder, Map<String, String> parameters, BiPredicate<String, User> fits)
      implements PasswordPolicyRule {
    @Override
    public String getPlaceholder() {
      return placeholder;
    }

    @Override
    public Map<String, String> getParameters() {
      return parameters;
    }

    @Override
    public boolean execute(String password) {
      return fits.test(password, null);
    }

    @Override
    public boolean execute(String password, User user) {
      return fits.test(password, user);
    }
  }
}
