package de.asvumzug.check.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** MD5 of what is too long to be compared itself; read in pieces, however long it is. */
final class Md5 {
  private static final int PIECE = 8192;

  private Md5() {}

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  static String hex(InputStream in) throws IOException {
    MessageDigest digest = digest();
    byte[] piece = new byte[PIECE];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      digest.update(piece, 0, read);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** As UTF-16, unit by unit: a pair that is cut between two pieces stays itself. */
  static String hex(Reader in) throws IOException {
    MessageDigest digest = digest();
    char[] piece = new char[PIECE];
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      for (int i = 0; i < read; i++) {
        digest.update((byte) (piece[i] >> 8));
        digest.update((byte) piece[i]);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
