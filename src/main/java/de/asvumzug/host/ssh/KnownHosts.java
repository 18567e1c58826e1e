package de.asvumzug.host.ssh;

import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.sshd.client.config.hosts.HostPatternValue;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * The host keys that are trusted. Read anew at each look, so that a key that a person has accepted
 * counts at once. An unknown or another key is never accepted by itself: whoever answers there may
 * be somebody else.
 */
final class KnownHosts {
  private static final String REVOKED = "revoked";
  private static final String AUTHORITY = "cert-authority";

  private final Path file;

  KnownHosts(Path file) {
    this.file = file;
  }

  /**
   * @throws OperationFailed (permanent) if the key is not the one that the file names, with the way
   *     to accept it
   */
  void requireKnown(String machine, SshAccess.Way way, PublicKey shown) {
    List<KnownHostEntry> entries = entries(way);
    OpenSshCertificate certificate = shown instanceof OpenSshCertificate c ? c : null;
    PublicKey key = certificate == null ? shown : certificate.getCertPubKey();
    if (named(entries, REVOKED, key)
        || certificate != null && named(entries, REVOKED, certificate.getCaPubKey())) {
      throw OperationFailed.permanent(revoked(machine, way, key));
    }
    if (named(entries, "", key)) {
      return;
    }
    if (certificate != null && named(entries, AUTHORITY, certificate.getCaPubKey())) {
      requireGood(machine, way, certificate);
      return;
    }
    String fingerprint = fingerprint(key);
    String line = way.name() + " " + PublicKeyEntry.toString(key);
    throw OperationFailed.permanent(
        keys(way).isEmpty()
            ? unknown(machine, way, fingerprint, line)
            : changed(machine, way, fingerprint, line));
  }

  private boolean named(List<KnownHostEntry> entries, String marker, PublicKey key) {
    return keys(entries, marker).stream().anyMatch(known -> KeyUtils.compareKeys(known, key));
  }

  private static String fingerprint(PublicKey key) {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
  }

  /** Its signature was proven when the key was exchanged; what it says is looked at here. */
  private void requireGood(String machine, SshAccess.Way way, OpenSshCertificate certificate) {
    String fault =
        certificate.getType() != OpenSshCertificate.Type.HOST
            ? "ist keines für Maschinen"
            : !OpenSshCertificate.isValidNow(certificate)
                ? "gilt jetzt nicht"
                : !certificate.getPrincipals().contains(way.address())
                    ? "gilt für %s, nicht für %s"
                        .formatted(String.join(", ", certificate.getPrincipals()), way.address())
                    : !certificate.getCriticalOptions().isEmpty()
                        ? "verlangt, was hier niemand kennt"
                        : "";
    if (!fault.isEmpty()) {
      throw OperationFailed.permanent(
          "Das Zertifikat „%s“ der Maschine %s (%s) %s; es wurde nichts gesendet."
              .formatted(certificate.getId(), machine, way.name(), fault),
          """
          Bitte dort ein gültiges Zertifikat einrichten, oder den Schlüssel der Maschine selbst \
          vergleichen (Fingerabdruck %s) und diese Zeile in %s eintragen: %s %s"""
              .formatted(
                  fingerprint(certificate.getCertPubKey()),
                  file,
                  way.name(),
                  PublicKeyEntry.toString(certificate.getCertPubKey())));
    }
  }

  private String revoked(String machine, SshAccess.Way way, PublicKey key) {
    return """
    ACHTUNG: %s (%s) zeigt einen Schlüssel, der in %s als widerrufen (@revoked) steht; es \
    wurde nichts gesendet. Fingerabdruck: %s. Bitte die Maschine mit einem neuen \
    Schlüssel einrichten und diesen hinterlegen."""
        .formatted(machine, way.name(), file, fingerprint(key));
  }

  private String unknown(String machine, SshAccess.Way way, String fingerprint, String line) {
    return """
    Der Schlüssel der Maschine %s (%s) ist nicht bekannt; es wurde nichts gesendet. \
    Fingerabdruck: %s. Bitte an der Maschine selbst vergleichen (ssh-keygen -lf \
    /etc/ssh/ssh_host_ed25519_key.pub). Stimmt er überein, diese Zeile in %s eintragen \
    und den Schritt wiederholen: %s"""
        .formatted(machine, way.name(), fingerprint, file, line);
  }

  private String changed(String machine, SshAccess.Way way, String fingerprint, String line) {
    return """
    ACHTUNG: Unter %s antwortet nicht die bekannte Maschine %s, ihr Schlüssel ist ein \
    anderer; es wurde nichts gesendet. Fingerabdruck: %s. \
    Bitte klären, ob die Maschine neu eingerichtet wurde oder ein fremder Rechner \
    antwortet. Nur wenn der Fingerabdruck an der Maschine selbst stimmt: die alte Zeile \
    in %s durch diese ersetzen und den Schritt wiederholen: %s"""
        .formatted(way.name(), machine, fingerprint, file, line);
  }

  /** Keys that this machine may prove itself with. */
  List<PublicKey> keys(SshAccess.Way way) {
    List<KnownHostEntry> entries = entries(way);
    List<PublicKey> keys = new ArrayList<>(keys(entries, ""));
    keys.removeIf(key -> named(entries, REVOKED, key));
    return keys;
  }

  /**
   * @param marker what stands before a line; empty for the key of a machine itself
   */
  private List<PublicKey> keys(List<KnownHostEntry> entries, String marker) {
    List<PublicKey> keys = new ArrayList<>();
    for (KnownHostEntry entry : entries) {
      if (marker.equals(Objects.requireNonNullElse(entry.getMarker(), ""))) {
        try {
          keys.add(entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
          throw OperationFailed.permanent(
              """
              In der Datei der bekannten Maschinen %s ist diese Zeile kein Schlüssel: %s. \
              Es wurde nichts gesendet."""
                  .formatted(file, entry.getConfigLine()),
              "Bitte die Zeile richtigstellen oder entfernen und den Schritt wiederholen.",
              e);
        }
      }
    }
    keys.removeIf(Objects::isNull);
    return keys;
  }

  /** A pattern such as * counts for every port, as with OpenSSH. */
  private static boolean about(KnownHostEntry entry, SshAccess.Way way) {
    if (entry.isHostMatch(way.address(), way.port())) {
      return true;
    }
    Collection<HostPatternValue> patterns = entry.getPatterns();
    return patterns != null
        && patterns.stream().noneMatch(one -> one.isNegated() && names(one, way))
        && patterns.stream().anyMatch(one -> !one.isNegated() && names(one, way));
  }

  private static boolean names(HostPatternValue pattern, SshAccess.Way way) {
    return pattern.getPattern().matcher(way.name()).matches()
        || pattern.isNegated() && pattern.getPattern().matcher(way.address()).matches();
  }

  /** The lines about this machine. */
  private List<KnownHostEntry> entries(SshAccess.Way way) {
    if (file == null || !Files.isReadable(file)) {
      return List.of();
    }
    try {
      return KnownHostEntry.readKnownHostEntries(file).stream()
          .filter(entry -> about(entry, way))
          .toList();
    } catch (IOException | RuntimeException e) {
      throw OperationFailed.permanent(
          "Die Datei der bekannten Maschinen " + file + " ist nicht lesbar: " + e.getMessage(), e);
    }
  }
}
