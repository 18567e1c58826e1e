package de.asvumzug.check.machine;

import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.finding.PreparationSettings;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The certificate opens with its PIN, holds a key and is valid (doku.asv.bayern.de, Zertifikat: a
 * .p12 file with limited life). The PIN is used here in memory and written nowhere.
 */
@Component
@Order(70)
class CertificateCheck implements PreflightCheck {
  private static final int MAX_BYTES = 1 << 20;
  private static final String LIMIT = "öffnet sich mit der PIN und ist gültig";

  private final CheckSettings settings;
  private final Pattern schoolCertificate;
  private final Secrets secrets;
  private final Clock clock;

  @Autowired
  CertificateCheck(CheckSettings settings, PreparationSettings preparation, Secrets secrets) {
    this(settings, preparation, secrets, Clock.systemUTC());
  }

  CertificateCheck(
      CheckSettings settings, PreparationSettings preparation, Secrets secrets, Clock clock) {
    this.settings = settings;
    this.schoolCertificate = Pattern.compile(preparation.schoolCertificate());
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public String title() {
    return "Gültigkeit des Zertifikats";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return side == Side.TARGET && !migration.target().inUse();
  }

  @Override
  public boolean mayBeOverruled() {
    return true; // concerns the central system only, and can be changed afterwards
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException {
    Packages packages = context.migration().packages();
    byte[] content;
    try (InputStream in = context.site().host().files().read(packages.certificate(), 0)) {
      content = in.readNBytes(MAX_BYTES);
    }
    return judge(
        content,
        secrets
            .certificatePin(context.site().host().name(), packages.certificatePinSecret())
            .toCharArray(),
        context.migration());
  }

  List<Finding> judge(byte[] content, char[] pin, Migration migration) {
    List<Finding> findings = new ArrayList<>();
    findings.add(opened(content, pin, certificate -> findings.add(owner(certificate, migration))));
    Collections.reverse(findings); // the owner was read on the way
    return findings;
  }

  private Finding opened(byte[] content, char[] pin, Consumer<X509Certificate> found) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(content), pin);
      Optional<X509Certificate> certificate = keyCertificate(store);
      certificate.ifPresent(found);
      return certificate
          .map(this::validity)
          .orElseGet(
              () ->
                  blocking(
                      "kein Schlüssel enthalten",
                      "Bitte die vollständige .p12-Datei mit privatem Schlüssel bereitlegen."));
    } catch (IOException e) {
      return e.getCause() instanceof UnrecoverableKeyException
          ? blocking(
              "lässt sich mit der PIN nicht öffnen",
              "Bitte die PIN prüfen und die Datei des Geheimnisses berichtigen.")
          : blocking(
              "ist keine lesbare .p12-Datei",
              "Bitte die Zertifikatsdatei neu auf den neuen Server übertragen.");
    } catch (GeneralSecurityException e) {
      return blocking(
          "wird nicht unterstützt (" + e.getClass().getSimpleName() + ")",
          "Bitte die Zertifikatsdatei neu anfordern.");
    }
  }

  private static Optional<X509Certificate> keyCertificate(KeyStore store)
      throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private Finding validity(X509Certificate certificate) {
    Instant now = clock.instant();
    Instant end = certificate.getNotAfter().toInstant();
    String reading =
        certificate.getSubjectX500Principal().getName() + ", gültig bis " + GermanFormat.day(end);
    if (now.isAfter(end)) {
      return blocking(
          reading + " (abgelaufen)", "Bitte ein neues Zertifikat anfordern und bereitlegen.");
    }
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      return blocking(reading + ", noch nicht gültig", "Bitte Uhrzeit und Zertifikat prüfen.");
    }
    Duration left = Duration.between(now, end);
    return left.compareTo(settings.certificateWarning()) < 0
        ? Finding.warning(
            title(),
            reading + ", noch " + left.toDays() + " Tage",
            "noch mindestens " + settings.certificateWarning().toDays() + " Tage gültig",
            "Bitte jetzt ein neues Zertifikat anfordern; es muss nach dem Umzug eingespielt werden.")
        : Finding.ok(title(), reading, LIMIT);
  }

  /**
   * A central operator must not use a single school's certificate; only several schools at one
   * school's own site may (docs/domain.md §7).
   */
  private Finding owner(X509Certificate certificate, Migration migration) {
    String title = "Inhaber des Zertifikats";
    String subject = certificate.getSubjectX500Principal().getName();
    List<String> schools = migration.schoolNumbers();
    boolean central =
        migration.target().variant() == Variant.ENTERPRISE && schools.size() > 1
            || migration.target().inUse();
    String limit =
        central ? "Betreiber der Installation, keine einzelne Schule" : "Schule oder Betreiber";
    Matcher school = schoolCertificate.matcher(subject);
    if (!school.find()) {
      return Finding.ok(title, subject, limit);
    }
    String number = school.group(1);
    String reading = "ausgestellt für die Schule " + number + " (" + subject + ")";
    if (central || !schools.contains(number)) {
      return Finding.blocking(
          title,
          reading,
          limit,
          """
          Das Zertifikat einer einzelnen Schule darf nicht für %s verwendet werden. \
          Bitte beim Staatsministerium ein eigenes Zertifikat beantragen (mit der Liste der \
          Schulen) und bereitlegen."""
              .formatted(central ? "eine zentrale Installation" : "eine andere Schule"));
    }
    return schools.size() == 1
        ? Finding.ok(title, reading, limit)
        : Finding.warning(
            title,
            reading,
            limit,
            "Erlaubt ist das nur, wenn alle Schulen am Standort dieser Schule betrieben werden; dann"
                + " bitte dem Kernteam mitteilen, welche Schulen es sind.");
  }

  private Finding blocking(String reading, String advice) {
    return Finding.blocking(title(), reading, LIMIT, advice);
  }
}
