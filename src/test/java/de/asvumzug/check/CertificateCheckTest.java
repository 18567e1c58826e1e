package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.check.Finding.Result;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CertificateCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String PIN = "geheim-4711";

  private final CertificateCheck check =
      new CertificateCheck(
          TestSites.settings(), TestSites.NO_SECRETS, Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void accepts_a_certificate_that_opens_and_is_valid_for_long() throws Exception {
    Finding finding = check.judge(valid(Duration.ofDays(400)), PIN.toCharArray());

    assertThat(finding.result()).isEqualTo(Result.OK);
    assertThat(finding.reading()).contains("CN=Schule 0001", "gültig bis 27.12.2027");
  }

  @Test
  void blocks_with_a_wrong_pin_and_shows_neither_pin() throws Exception {
    Finding finding = check.judge(valid(Duration.ofDays(400)), "falsch-99".toCharArray());

    assertThat(finding.result()).isEqualTo(Result.BLOCKING);
    assertThat(finding.reading()).contains("PIN nicht öffnen");
    assertThat(finding.toString()).doesNotContain(PIN).doesNotContain("falsch-99");
  }

  @Test
  void blocks_an_expired_certificate() throws Exception {
    Finding finding = check.judge(valid(Duration.ofDays(-1)), PIN.toCharArray());

    assertThat(finding.result()).isEqualTo(Result.BLOCKING);
    assertThat(finding.reading()).contains("21.11.2026", "abgelaufen");
    assertThat(finding.advice()).contains("neues Zertifikat anfordern");
  }

  @Test
  void warns_of_a_certificate_that_ends_soon() throws Exception {
    Finding finding = check.judge(valid(Duration.ofDays(59)), PIN.toCharArray());

    assertThat(finding.result()).isEqualTo(Result.WARNING);
    assertThat(finding.reading()).contains("noch 59 Tage");
  }

  @Test
  void blocks_a_certificate_that_is_not_valid_yet() throws Exception {
    byte[] p12 =
        TestCertificates.p12(
            TestCertificates.store(
                "Schule 0001", NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(900))),
            PIN);

    assertThat(check.judge(p12, PIN.toCharArray()).reading()).contains("noch nicht gültig");
  }

  @Test
  void blocks_a_file_that_is_no_certificate() {
    Finding finding = check.judge("kein Zertifikat".getBytes(), PIN.toCharArray());

    assertThat(finding.result()).isEqualTo(Result.BLOCKING);
    assertThat(finding.reading()).contains("keine lesbare .p12-Datei");
  }

  private static byte[] valid(Duration left) throws Exception {
    KeyStore store =
        TestCertificates.store("Schule 0001", NOW.minus(Duration.ofDays(700)), NOW.plus(left));
    return TestCertificates.p12(store, PIN);
  }
}
