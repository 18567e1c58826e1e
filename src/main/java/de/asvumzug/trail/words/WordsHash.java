package de.asvumzug.trail.words;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How words stand in the details of a line: {@code {"wordsSha256": "<64 hex digits>"}}, SHA-256
 * over the salt's bytes and the words in UTF-8.
 */
final class WordsHash {
  private static final String KEY = "wordsSha256";
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private WordsHash() {}

  /**
   * @param salt hex
   */
  static String of(String salt, String words) {
    MessageDigest digest = sha256();
    digest.update(HexFormat.of().parseHex(salt));
    return HexFormat.of().formatHex(digest.digest(words.getBytes(StandardCharsets.UTF_8)));
  }

  static Map<String, Object> detail(String sha256) {
    return Map.of(KEY, sha256);
  }

  /** Empty for every other value. */
  static Optional<String> in(Object detail) {
    return detail instanceof Map<?, ?> map
            && map.size() == 1
            && map.get(KEY) instanceof String hash
            && SHA256.matcher(hash).matches()
        ? Optional.of(hash)
        : Optional.empty();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
