package de.asvumzug.security.password;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** First passwords: from a file, or made up. */
public final class Passwords {
  /** What is asked of a password, for people. */
  public static final String RULE =
      "Es braucht mindestens 12 Zeichen, darf den Namen nicht enthalten und keines der meistbenutzten sein; ein ganzer Satz ist gut zu merken.";

  private static final int RANDOM_BYTES = 33;

  private Passwords() {}

  /**
   * The first line of a password file.
   *
   * @param whose the account, for the message
   * @throws IllegalStateException if the file is missing, unreadable or empty
   */
  public static String fromFile(String whose, String file) {
    try {
      String text = Files.readString(Path.of(file)).lines().findFirst().orElse("").strip();
      if (text.isEmpty()) {
        throw new IllegalStateException(
            "Die Kennwortdatei %s für %s ist leer. Bitte das Kennwort in die erste Zeile schreiben."
                .formatted(file, whose));
      }
      return text;
    } catch (IOException e) {
      throw new IllegalStateException(
          "Die Kennwortdatei %s für %s lässt sich nicht lesen. Bitte Pfad und Leserechte prüfen."
              .formatted(file, whose),
          e);
    }
  }

  /** 264 random bits, with a tail that holds every kind of character the password policy asks. */
  public static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "-Aa1!";
  }
}
