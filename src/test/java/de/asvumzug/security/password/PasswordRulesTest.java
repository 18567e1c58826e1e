package de.asvumzug.security.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
  private final PasswordRules rules = new PasswordRules(new MostUsedPasswords());

  private boolean fits(String password, User user) {
    return rules.getRules().stream().allMatch(rule -> rule.execute(password, user));
  }

  private boolean fits(String password) {
    return fits(password, null);
  }

  @Test
  void eleven_signs_are_too_few_and_twelve_enough() {
    assertThat(fits("vogelRegen1")).isFalse();
    assertThat(fits("vogelRegen12")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "q1w2e3r4t5y6",
        "Password1234",
        "Passwort2026!",
        "!!P4ssw0rd!!99",
        "qwertyqwerty",
        "123456789012",
        "abcdefghijklm",
        "aaaaaaaaaaaaa",
        "Sommer2026!!!",
        "schule-schule-",
        "justinbieber",
      })
  void what_everybody_tries_first_is_refused(String password) {
    assertThat(fits(password)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "morgens faehrt der bus",
        "Schluessel-7-Bund",
        "korrekt-pferd-batterie",
        "ein ganzer satz genügt",
      })
  void a_sentence_needs_no_signs(String password) {
    assertThat(fits(password)).isTrue();
  }

  @Test
  void the_own_name_is_no_part_of_it() {
    User user = new UserEntity("e.mustermann");
    user.setFirstName("Erika");
    user.setLastName("Mustermann");
    assertThat(fits("Regen-und-Mustermann", user)).isFalse();
    assertThat(fits("regen-erika-wolke", user)).isFalse();
    assertThat(fits("regen-und-wolke", user)).isTrue();
  }
}
