package de.asvumzug.step.remote;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The worker on site (profile {@code worker}).
 *
 * @param site name of the site, as the centre's {@code asv.sites} has it
 * @param centre address of the centre, {@code https://…}
 * @param id log-in name of the site's account; empty: {@code worker-<site>}
 * @param passwordFile file with its password in the first line, readable by this user only
 * @param insecureLoopback whether {@code http://} to this very machine is allowed, for trials
 */
@ConfigurationProperties("asv.worker")
public record SiteSettings(
    @DefaultValue("") String site,
    URI centre,
    @DefaultValue("") String id,
    Path passwordFile,
    @DefaultValue("false") boolean insecureLoopback) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  String account() {
    return id.isBlank() ? "worker-" + site : id;
  }

  /**
   * The centre's address without a slash at its end.
   *
   * @throws IllegalStateException if the password would travel unencrypted, or the address or the
   *     site is missing
   */
  String address() {
    if (site.isBlank() || centre == null || centre.getHost() == null) {
      throw new IllegalStateException(
          "Der Worker braucht asv.worker.site (Name des Standorts) und asv.worker.centre (Adresse der Zentrale, https://…).");
    }
    String scheme = String.valueOf(centre.getScheme()).toLowerCase(Locale.ROOT);
    boolean trial =
        scheme.equals("http") && insecureLoopback && LOOPBACK.contains(centre.getHost());
    if (!scheme.equals("https") && !trial) {
      throw new IllegalStateException(
          "Die Adresse der Zentrale %s ist nicht verschlüsselt; das Kennwort wäre unterwegs lesbar. Bitte asv.worker.centre mit https:// angeben."
              .formatted(centre));
    }
    return centre.toString().replaceAll("/+$", "");
  }

  /**
   * @throws IllegalStateException if the file is missing, unreadable or empty
   */
  String password() {
    if (passwordFile == null) {
      throw new IllegalStateException(
          "Für das Konto %s fehlt asv.worker.password-file.".formatted(account()));
    }
    try {
      return Files.readString(passwordFile)
          .lines()
          .findFirst()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "Die Kennwortdatei %s ist leer.".formatted(passwordFile)));
    } catch (IOException e) {
      throw new IllegalStateException(
          "Die Kennwortdatei %s lässt sich nicht lesen. Bitte Pfad und Leserechte prüfen."
              .formatted(passwordFile),
          e);
    }
  }
}
