package de.asvumzug.asv.h2;

import de.asvumzug.host.OperationFailed;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the H2 driver says, with the way out in German; its own words follow. */
public final class H2Errors {
  private static final Pattern CODE = Pattern.compile("\\[(\\d{5})-\\d+]");

  private static final String DAMAGED =
      "Sie ist beschädigt oder abgeschnitten. Bitte die letzte gute Sicherung einspielen oder sich an"
          + " die Betreuung von ASV wenden; die Datei dabei aufheben.";

  /** These stay as they are until a person has acted. */
  private static final Map<String, String> LASTING =
      Map.of(
          "90030",
          DAMAGED,
          "90048",
          "Eine andere Version von H2 hat sie geschrieben, als der Treiber in plugins liest. Bitte"
              + " mit der Betreuung von ASV klären, welches Release zu ihr gehört.",
          // So a file without its end looks: empty, and nothing may be created in it.
          "90097",
          DAMAGED,
          "28000",
          "Benutzer oder Kennwort passen nicht. Bitte asv.layout.h2-user und"
              + " asv.check.h2-password-secret prüfen.");

  /**
   * What is met while rows are read comes under a number for everything. The store's own number
   * behind its version is 6 for a damaged file ({@code DataUtils.ERROR_FILE_CORRUPT}).
   */
  private static final Pattern CORRUPT = Pattern.compile("File corrupted|\\[\\d[\\d.]*/6]");

  private H2Errors() {}

  /**
   * @param seen what cannot be done, without a full stop
   * @param words what the driver wrote
   */
  public static OperationFailed failure(String seen, String words) {
    Matcher code = CODE.matcher(words);
    String way = code.find() ? LASTING.get(code.group(1)) : null;
    if (way == null && CORRUPT.matcher(words).find()) {
      way = DAMAGED;
    }
    return way == null
        ? OperationFailed.temporary(seen + ": " + words.strip())
        : OperationFailed.permanent(seen + ". " + way + " (H2: " + words.strip() + ")");
  }
}
