package de.asvumzug.trail;

import de.asvumzug.host.secret.SecretValues;
import de.asvumzug.trail.words.TypedWords;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Keeps secrets off the trail (rule I5): masks values under keys that sound like a secret, {@code
 * password=…} and {@code user:password@} within texts, and every value that was read as a secret.
 */
@Component
public final class Redaction {
  static final String MASK = "•••";
  private static final Set<String> SECRET_WORDS =
      Set.of(
          "password",
          "passwort",
          "kennwort",
          "passwd",
          "pwd",
          "pin",
          "secret",
          "geheimnis",
          "token",
          "credential",
          "credentials",
          "passphrase");
  private static final Pattern WORD_BORDER =
      Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})|[^\\p{L}\\p{N}]+");
  private static final Pattern ASSIGNMENT =
      Pattern.compile(
          "(?iu)((?<![\\p{L}])(?:[\\w-]*[_-])?(?:password|passwort|kennwort|passwd|pwd|pin|secret|token|passphrase)=)"
              + "(\"[^\"]*\"|'[^']*'|[^\\s,;&]+)");
  private static final Pattern ADDRESS = Pattern.compile("(://[^\\s/:@]+:)[^\\s/@]+(?=@)");

  private final SecretValues secrets;

  public Redaction(SecretValues secrets) {
    this.secrets = secrets;
  }

  /** Null stays null. */
  public String text(String text) {
    if (text == null) {
      return null;
    }
    String masked = secrets.mask(text);
    masked = ASSIGNMENT.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
    return ADDRESS.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
  }

  /** Keys sorted; null gives an empty map; values that JSON does not know become text. */
  public Map<String, Object> details(Map<String, ?> details) {
    Map<String, Object> masked = new TreeMap<>();
    if (details != null) {
      details.forEach((key, value) -> masked.put(key, soundsSecret(key) ? MASK : value(value)));
    }
    return masked;
  }

  private Object value(Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> byText = new TreeMap<>();
      map.forEach((key, inner) -> byText.put(String.valueOf(key), inner));
      return details(byText);
    }
    if (value instanceof Collection<?> collection) {
      List<Object> masked = new ArrayList<>();
      collection.forEach(inner -> masked.add(value(inner)));
      return masked;
    }
    if (value instanceof TypedWords typed) {
      return new TypedWords(text(typed.text()));
    }
    return text(value.toString());
  }

  private static boolean soundsSecret(String key) {
    for (String word : WORD_BORDER.split(key)) {
      if (SECRET_WORDS.contains(word.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }
}
