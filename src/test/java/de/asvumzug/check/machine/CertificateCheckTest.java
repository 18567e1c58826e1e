package de.asvumzug.check.machine;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.TestCertificates;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.School;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CertificateCheckTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String PIN = "geheim-4711";

  private final CertificateCheck check =
      new CertificateCheck(
          EndpointFixture.settings(),
          EndpointFixture.preparation(),
          EndpointFixture.NO_SECRETS,
          Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void accepts_a_certificate_that_opens_and_is_valid_for_long() throws Exception {
    Finding finding = validity(valid(Duration.ofDays(400)), PIN);

    assertThat(finding.result()).isEqualTo(Result.OK);
    assertThat(finding.reading()).contains("CN=Schule 0001", "gültig bis 27.12.2027");
  }

  @Test
  void blocks_with_a_wrong_pin_and_shows_neither_pin() throws Exception {
    Finding finding = validity(valid(Duration.ofDays(400)), "falsch-99");

    assertThat(finding.result()).isEqualTo(Result.BLOCKING);
    assertThat(finding.reading()).contains("PIN nicht öffnen");
    assertThat(finding.toString()).doesNotContain(PIN).doesNotContain("falsch-99");
  }

  @Test
  void blocks_an_expired_certificate() throws Exception {
    Finding finding = validity(valid(Duration.ofDays(-1)), PIN);

    assertThat(finding.result()).isEqualTo(Result.BLOCKING);
    assertThat(finding.reading()).contains("21.11.2026", "abgelaufen");
    assertThat(finding.advice()).contains("neues Zertifikat anfordern");
  }

  @Test
  void warns_of_a_certificate_that_ends_soon() throws Exception {
    Finding finding = validity(valid(Duration.ofDays(59)), PIN);

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

    assertThat(validity(p12, PIN).reading()).contains("noch nicht gültig");
  }

  @Test
  void blocks_a_file_that_is_no_certificate() {
    Finding finding = validity("kein Zertifikat".getBytes(), PIN);

    assertThat(finding.result()).isEqualTo(Result.BLOCKING);
    assertThat(finding.reading()).contains("keine lesbare .p12-Datei");
  }

  @Test
  void names_the_holder() throws Exception {
    assertThat(owner("ASV-Betreiber Musterstadt", 2))
        .returns(Result.OK, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("ASV-Betreiber Musterstadt"));
  }

  @Test
  void a_school_may_use_its_own_certificate() throws Exception {
    assertThat(owner("Schule 0001", 1).result()).isEqualTo(Result.OK);
  }

  /** Documented: a central operator must not use a single school's certificate (trap 9). */
  @Test
  void a_central_operator_may_not_use_a_schools_certificate() throws Exception {
    assertThat(owner("Grundschule 0001", 2))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("Schule 0001"))
        .satisfies(found -> assertThat(found.advice()).contains("eigenes Zertifikat beantragen"));
  }

  @Test
  void a_school_may_not_use_another_schools_certificate() throws Exception {
    assertThat(owner("Schule 0999", 1))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.advice()).contains("andere Schule"));
  }

  private Finding owner(String name, int schools) throws Exception {
    byte[] p12 =
        TestCertificates.p12(
            TestCertificates.store(
                name, NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(900))),
            PIN);
    return check.judge(p12, PIN.toCharArray(), migration(schools)).get(1);
  }

  private Finding validity(byte[] p12, String pin) {
    return check.judge(p12, pin.toCharArray(), migration(1)).get(0);
  }

  private static Migration migration(int schools) {
    Installation server = EndpointFixture.enterprise("neu", "/opt/asv", "2.14.12", 5432, "asv", 15);
    return EndpointFixture.migration(server, server, new Packages("", "", "", ""))
        .withSchools(
            IntStream.rangeClosed(1, schools)
                .mapToObj(number -> new School("000" + number, "Schule", "s@example.org", ""))
                .toList());
  }

  private static byte[] valid(Duration left) throws Exception {
    KeyStore store =
        TestCertificates.store("Schule 0001", NOW.minus(Duration.ofDays(700)), NOW.plus(left));
    return TestCertificates.p12(store, PIN);
  }
}
