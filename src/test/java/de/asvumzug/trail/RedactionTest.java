package de.asvumzug.trail;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.host.secret.KnownSecrets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private final KnownSecrets secrets = new KnownSecrets();
  private final Redaction redaction = new Redaction(secrets);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "databasePassword",
        "certificate-pin",
        "PIN",
        "Passwort",
        "sys.kennwort",
        "apiToken",
        "client_secret"
      })
  void values_under_keys_that_sound_secret_are_masked(String key) {
    assertThat(redaction.details(Map.of(key, "wert"))).containsEntry(key, "•••");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"spinning", "shipping", "pinned", "sha256", "tokens-file-count", "exitCode"})
  void values_under_other_keys_stay(String key) {
    assertThat(redaction.details(Map.of(key, "wert"))).containsEntry(key, "wert");
  }

  @Test
  void masks_in_nested_maps_and_lists() {
    assertThat(
            redaction.details(
                Map.of("a", Map.of("pin", 4711), "b", Arrays.asList("--password=x y", null, 3))))
        .containsEntry("a", Map.of("pin", "•••"))
        .containsEntry("b", Arrays.asList("--password=••• y", null, 3));
  }

  @Test
  void masks_assignments_and_addresses_in_texts() {
    assertThat(redaction.text("psql password='a b' user=asv, jdbc://asv:geheim@alt:5432/asv"))
        .isEqualTo("psql password=••• user=asv, jdbc://asv:•••@alt:5432/asv");
  }

  @Test
  void leaves_plain_german_sentences_alone() {
    String text = "Das Passwort: bitte neu setzen. Die PIN fehlt. Typing=schnell, spin=1";
    assertThat(redaction.text(text)).isEqualTo(text);
  }

  @Test
  void masks_every_value_that_was_read_as_a_secret() {
    secrets.remember("Zuckerwatte-77\n");
    assertThat(redaction.text("log: Zuckerwatte-77!")).isEqualTo("log: •••!");
    assertThat(redaction.details(Map.of("x", List.of("aZuckerwatte-77b"))))
        .containsEntry("x", List.of("a•••b"));
  }

  @Test
  void a_short_secret_is_masked_only_where_it_stands_alone() {
    secrets.remember("2026");
    assertThat(redaction.text("U-2026-0001: PIN 2026 stimmt"))
        .isEqualTo("U-2026-0001: PIN ••• stimmt");
  }

  @Test
  void a_secret_within_a_longer_one_does_not_leave_the_rest_readable() {
    secrets.remember("sommerregen");
    secrets.remember("sommerregen-1999");
    assertThat(redaction.text("sommerregen-1999")).isEqualTo("•••");
  }

  @Test
  void a_key_file_is_masked_line_by_line() {
    secrets.remember("-----BEGIN KEY-----\nMIIabcdefgh\nMIIijklmnop\n-----END KEY-----\n");
    assertThat(redaction.text("bei MIIijklmnop, -----END KEY-----"))
        .isEqualTo("bei •••, -----END KEY-----");
  }

  @Test
  void empty_values_are_no_secrets() {
    secrets.remember(null);
    secrets.remember(" \n");
    secrets.remember("sa");
    assertThat(redaction.text("sa und so")).isEqualTo("sa und so");
    assertThat(redaction.text(null)).isNull();
  }
}
