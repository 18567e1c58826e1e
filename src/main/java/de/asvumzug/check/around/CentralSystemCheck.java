package de.asvumzug.check.around;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.files.LocalConfiguration;
import de.asvumzug.check.JavaTool;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.check.probe.network.CentralSystemProbe;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.release.Release;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Access to the central system, from the new machine itself: its firewall, its certificate, its
 * version. A refusal for the version alone means that network and certificate are fine
 * (docs/domain.md §9), so each cause has a finding of its own. An answer that is not among the
 * known ones is a warning that shows it, no wall.
 */
@Component
public class CentralSystemCheck {
  private static final String KEY = "remote.server.url";
  private static final String TITLE = "Zugang zum Zentralsystem";

  private final CentralSystemSettings settings;
  private final LayoutSettings layout;
  private final Secrets secrets;

  public CentralSystemCheck(
      CentralSystemSettings settings, LayoutSettings layout, Secrets secrets) {
    this.settings = settings;
    this.layout = layout;
    this.secrets = secrets;
  }

  /** Calls the central system once, with the installed version and the certificate of the plan. */
  public Findings check(Migration migration, Endpoint target)
      throws IOException, InterruptedException {
    String address = address(target);
    Release version = version(target);
    CommandResult result = target.host().run(probe(migration.packages(), target, address, version));
    if (!result.succeeded()) {
      throw OperationFailed.temporary(
          "Der Zugang zum Zentralsystem ließ sich auf %s nicht prüfen (Rückgabewert %s): %s"
              .formatted(target.host().name(), result.exitCode(), result.errors().strip()));
    }
    return new Findings(List.of(judge(result.output().strip(), address, version)), Instant.now());
  }

  private Command probe(Packages packages, Endpoint target, String address, Release version)
      throws IOException {
    // A server in use brings its certificate itself and has no package; then none is shown.
    String certificate = packages.certificate() == null ? "" : packages.certificate();
    Command command =
        new JavaTool(CentralSystemProbe.class)
            .command(
                target,
                List.of(),
                List.of(address, certificate, version.toString(), settings.trustFile()));
    return certificate.isEmpty()
        ? command
        : command.withSecretFile(
            "ASV_PIN_FILE",
            secrets.certificatePin(target.host().name(), packages.certificatePinSecret()));
  }

  /** The local file overrides the shipped one (docs/domain.md §1.1). */
  private String address(Endpoint target) throws IOException {
    for (String file :
        List.of(layout.on(target).localConfiguration(), layout.on(target).configuration())) {
      Optional<String> value =
          LocalConfiguration.read(target.host().files(), layout.path(target, file)).get(KEY);
      if (value.filter(text -> !text.isBlank()).isPresent()) {
        String text = value.get().strip();
        return text.contains("://") ? text : "https://" + text;
      }
    }
    return settings.url();
  }

  private Release version(Endpoint target) throws IOException {
    String file = layout.path(target, layout.on(target).versionFile());
    return target.host().files().stat(file).isPresent()
        ? Release.parse(target.host().files().readText(file).lines().findFirst().orElse(""))
        : target.installation().version();
  }

  private Finding judge(String answer, String address, Release version) {
    String word = answer.split(" ", 2)[0];
    String limit = address + " nimmt Anmeldung und Version " + version + " an";
    if (word.equals(Integer.toString(settings.versionStatus()))) {
      return Finding.blocking(
          "Zentralsystem: Version",
          "Version " + version + " wird abgewiesen; Netz und Zertifikat sind in Ordnung",
          limit,
          "Bitte die veröffentlichte ASV-Version einspielen.");
    }
    if (word.equals(Integer.toString(settings.refusedStatus())) || word.equals("401")) {
      return refused(answer, limit);
    }
    return switch (word) {
      case "200", "204" -> Finding.ok(TITLE, address + " antwortet", limit);
      case "NAME" ->
          Finding.blocking(
              "Zentralsystem: Name",
              "Name nicht auflösbar: " + address,
              limit,
              """
              Bitte %s in config.local.ini und die Namensauflösung (DNS) des neuen Servers \
              prüfen."""
                  .formatted(KEY));
      case "NETWORK" ->
          Finding.blocking(
              "Zentralsystem: Netz",
              "nicht erreichbar: " + answer,
              limit,
              "Bitte in der Firewall ausgehend TCP 443 vom neuen Server aus freigeben (ZSS:"
                  + " 195.200.71.0/24 und 193.34.207.0/24); nach einem Wechsel der Adresse muss die"
                  + " Freigabe nachgezogen werden.");
      case "TLS", "CERTIFICATE" -> refused(answer, limit);
      // How the central system answers is assumed: what nobody has foreseen is for people to judge.
      default ->
          Finding.warning(
              TITLE,
              "unbekannte Antwort: " + answer,
              limit,
              "Netz und Zertifikat sind in Ordnung, denn es kam eine Antwort. Bitte im ASV-Client"
                  + " „Anwendungsdaten aktualisieren“ versuchen; gelingt es nicht, die Antwort dem"
                  + " Support des Zentralsystems nennen.");
    };
  }

  private static Finding refused(String answer, String limit) {
    return Finding.blocking(
        "Zentralsystem: Zertifikat",
        "Anmeldung abgewiesen: " + answer,
        limit,
        "Bitte prüfen: Ist das Zertifikat gültig und für diesen Betreiber ausgestellt? Stimmt die"
            + " PIN? Ist die Adresse des neuen Servers beim Zentralsystem zugelassen?");
  }
}
