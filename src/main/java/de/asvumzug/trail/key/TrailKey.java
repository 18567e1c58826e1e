package de.asvumzug.trail.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that lines of the trail are sealed with. Its id is computed from it, so that two keys
 * never have the same one and a file can be renamed; the id says nothing about the key.
 */
public final class TrailKey {
  static final int SHORTEST = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] ID_OF = "asv-umzug/trail-key".getBytes(StandardCharsets.US_ASCII);

  private final SecretKeySpec secret;
  private final String id;

  private TrailKey(byte[] secret) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
    this.id = HexFormat.of().formatHex(hmac(ID_OF)).substring(0, 16);
  }

  /**
   * @param text Base64 of at least 32 bytes, as {@code openssl rand -base64 32} writes them
   * @throws IllegalArgumentException if it is something else
   */
  public static TrailKey of(String text) {
    byte[] secret = Base64.getMimeDecoder().decode(text.strip());
    if (secret.length < SHORTEST) {
      throw new IllegalArgumentException("shorter than " + SHORTEST + " bytes");
    }
    return new TrailKey(secret);
  }

  public String id() {
    return id;
  }

  /** HMAC-SHA-256 in hex. */
  public String mac(byte[] content) {
    return HexFormat.of().formatHex(hmac(content));
  }

  public boolean fits(String mac, byte[] content) {
    return mac != null
        && MessageDigest.isEqual(
            mac.getBytes(StandardCharsets.UTF_8), mac(content).getBytes(StandardCharsets.UTF_8));
  }

  private byte[] hmac(byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "key " + id;
  }
}
