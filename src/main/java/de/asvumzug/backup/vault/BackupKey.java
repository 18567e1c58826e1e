package de.asvumzug.backup.vault;

import de.asvumzug.backup.vault.tool.StreamCipher;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The key that all backups of one move are encrypted with. */
public final class BackupKey {
  private static final int ID = 16;
  private static final byte[] PURPOSE =
      "asv-umzug backup key id\n".getBytes(StandardCharsets.US_ASCII);

  private final String text;
  private final String id;

  private BackupKey(String text, String id) {
    this.text = text;
    this.id = id;
  }

  /**
   * @param text Base64
   * @throws IllegalArgumentException if that is no key
   */
  public static BackupKey of(String text) {
    byte[] bytes = Base64.getDecoder().decode(text.strip());
    if (bytes.length != StreamCipher.KEY) {
      throw new IllegalArgumentException("not " + StreamCipher.KEY + " bytes");
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(PURPOSE);
      String id = HexFormat.of().formatHex(digest.digest(bytes)).substring(0, ID);
      return new BackupKey(text.strip(), id);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tells this key from others; whoever knows it cannot find the key. */
  public String id() {
    return id;
  }

  /** Base64. */
  String text() {
    return text;
  }

  StreamCipher cipher() {
    return new StreamCipher(Base64.getDecoder().decode(text));
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "BackupKey[" + id + "]";
  }
}
