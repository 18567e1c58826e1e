package de.asvumzug.trail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over an unambiguous encoding: every value as its length in bytes (four bytes, big endian;
 * -1 for null) and its UTF-8 bytes, so that no shift of text between columns keeps the hash.
 */
final class TrailHash {
  /** The hash before the first line. */
  static final String START = "0".repeat(64);

  /** Part of every hash: another encoding one day must not collide with this one. */
  private static final String FORM = "asv-umzug/trail/1";

  private TrailHash() {}

  static String of(StoredRow row) {
    return of(
        FORM,
        row.migrationId(),
        Long.toString(row.number()),
        row.at().toString(),
        row.kind(),
        row.actor(),
        row.element(),
        row.school(),
        row.machine(),
        row.text(),
        row.details(),
        row.previousHash());
  }

  static String ofText(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String of(String... values) {
    MessageDigest digest = sha256();
    for (String value : values) {
      byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(value == null ? -1 : bytes.length).array());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
