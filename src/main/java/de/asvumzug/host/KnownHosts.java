package de.asvumzug.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
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

  private final Path file;

  KnownHosts(Path file) {
    this.file = file;
  }

  /**
   * @throws OperationFailed (lasting) if the key is not the one that the file names, with the way
   *     to accept it
   */
  void mustKnow(String machine, SshAccess.Way way, PublicKey key) {
    List<PublicKey> trusted = keys(way);
    if (trusted.stream().anyMatch(known -> KeyUtils.compareKeys(known, key))) {
      return;
    }
    String fingerprint = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    String line = way.name() + " " + PublicKeyEntry.toString(key);
    throw OperationFailed.lasting(
        trusted.isEmpty()
            ? unknown(machine, way, fingerprint, line)
            : changed(machine, way, fingerprint, line));
  }

  private String unknown(String machine, SshAccess.Way way, String fingerprint, String line) {
    return "Der Schlüssel der Maschine "
        + machine
        + " ("
        + way.name()
        + ") ist nicht bekannt; es wurde nichts gesendet. Fingerabdruck: "
        + fingerprint
        + ". Bitte an der Maschine selbst vergleichen (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub). Stimmt er"
        + " überein, diese Zeile in "
        + file
        + " eintragen und den Schritt wiederholen: "
        + line;
  }

  private String changed(String machine, SshAccess.Way way, String fingerprint, String line) {
    return "ACHTUNG: Unter "
        + way.name()
        + " antwortet nicht die bekannte Maschine "
        + machine
        + ", ihr Schlüssel ist ein anderer; es wurde nichts gesendet. Fingerabdruck: "
        + fingerprint
        + ". Bitte klären, ob die Maschine neu eingerichtet wurde oder ein fremder Rechner antwortet. Nur wenn der"
        + " Fingerabdruck an der Maschine selbst stimmt: die alte Zeile in "
        + file
        + " durch diese ersetzen und den Schritt wiederholen: "
        + line;
  }

  /** Keys that this machine may prove itself with. */
  List<PublicKey> keys(SshAccess.Way way) {
    if (file == null || !Files.isReadable(file)) {
      return List.of();
    }
    try {
      List<PublicKey> keys = new ArrayList<>();
      for (KnownHostEntry entry : KnownHostEntry.readKnownHostEntries(file)) {
        if (entry.isHostMatch(way.address(), way.port()) && !REVOKED.equals(entry.getMarker())) {
          keys.add(entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
        }
      }
      keys.removeIf(key -> key == null);
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      throw OperationFailed.lasting(
          "Die Datei der bekannten Maschinen " + file + " ist nicht lesbar: " + e.getMessage(), e);
    }
  }
}
