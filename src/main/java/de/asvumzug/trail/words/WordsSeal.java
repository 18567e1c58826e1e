package de.asvumzug.trail.words;

import de.asvumzug.trail.CanonicalJson;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Takes typed words out of a line's details and leaves their salted checksums there. */
@Component
public final class WordsSeal {
  private static final int SALT_BYTES = 16;

  private final SecureRandom random = new SecureRandom();

  /**
   * @param details as they go into the chain
   * @param words to be kept beside it
   */
  public record Sealed(Map<String, Object> details, List<KeptWords> words) {}

  /**
   * @param number the line's
   */
  public Sealed seal(long number, Instant at, Map<String, Object> details) {
    List<KeptWords> words = new ArrayList<>();
    Map<String, Object> sealed =
        DetailValues.replaced(details, value -> sealed(value, number, at, words));
    return new Sealed(sealed, words);
  }

  private Object sealed(Object value, long number, Instant at, List<KeptWords> words) {
    if (value instanceof TypedWords typed) {
      return keep(typed, number, at, words);
    }
    // A worker on site could send what looks like a checksum of words that nobody has.
    return WordsHash.in(value).isPresent() ? value.toString() : value;
  }

  private Object keep(TypedWords typed, long number, Instant at, List<KeptWords> words) {
    if (typed.text().isBlank()) {
      return "";
    }
    String text = CanonicalJson.storable(typed.text());
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    String hex = HexFormat.of().formatHex(salt);
    KeptWords kept = new KeptWords(number, WordsHash.of(hex, text), hex, text, at, null);
    words.add(kept);
    return WordsHash.detail(kept.sha256());
  }
}
