package de.asvumzug.step.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a worker on site sends its password, and where not. */
class SiteSettingsTest {

  private static SiteSettings settings(String centre, boolean insecureLoopback) {
    return new SiteSettings("nord", URI.create(centre), "", null, insecureLoopback);
  }

  @Test
  void an_encrypted_address_is_taken_without_its_last_slash() {
    assertThat(settings("https://umzug.example/asv/", false).address())
        .isEqualTo("https://umzug.example/asv");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://umzug.example",
        "http://localhost.example",
        "http://127.0.0.1.example",
        "http://10.0.0.1:8080",
        "ftp://localhost",
      })
  void an_address_without_encryption_is_refused(String centre) {
    assertThatThrownBy(() -> settings(centre, true).address())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("https://");
  }

  @Test
  void this_very_machine_needs_the_switch_for_trials() {
    assertThat(settings("http://localhost:8080", true).address())
        .isEqualTo("http://localhost:8080");
    assertThatThrownBy(() -> settings("http://localhost:8080", false).address())
        .hasMessageContaining("nicht verschlüsselt");
  }

  @Test
  void the_account_is_named_after_the_site() {
    assertThat(settings("https://umzug.example", false).account()).isEqualTo("worker-nord");
  }
}
