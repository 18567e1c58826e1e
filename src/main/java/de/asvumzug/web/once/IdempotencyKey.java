package de.asvumzug.web.once;

import de.asvumzug.web.command.NotUnderstood;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header by which a program says that two requests are one. */
public final class IdempotencyKey {
  public static final String HEADER = "Idempotency-Key";

  /** For the description of the interface. */
  public static final String MEANING =
      "Ein Wert je Vorgang, etwa eine UUID (8 bis 128 Zeichen aus Buchstaben, Ziffern und . _ ~ -)."
          + " Dieselbe Anfrage mit demselben Wert bekommt 24 Stunden lang dieselbe Antwort und"
          + " bewirkt nichts ein zweites Mal; eine andere mit demselben Wert wird abgewiesen (422).";

  /** With or without the quotes that structured headers have. */
  private static final Pattern FORM = Pattern.compile("(\"?)([A-Za-z0-9._~-]{8,128})\\1");

  private IdempotencyKey() {}

  /**
   * Empty if the request has none.
   *
   * @throws NotUnderstood if it has several, or one of another form
   */
  static Optional<String> of(HttpServletRequest request) {
    List<String> sent = Collections.list(request.getHeaders(HEADER));
    if (sent.isEmpty()) {
      return Optional.empty();
    }
    Matcher form = FORM.matcher(sent.get(0).strip());
    if (sent.size() > 1 || !form.matches()) {
      throw new NotUnderstood(
          "Die Kopfzeile Idempotency-Key wird nicht verstanden. Erwartet wird ein Wert je Vorgang,"
              + " etwa eine UUID: 8 bis 128 Zeichen aus Buchstaben, Ziffern und . _ ~ -. Es wurde"
              + " nichts ausgeführt.");
    }
    return Optional.of(form.group(2));
  }
}
