package de.asvumzug.web.command;

import de.asvumzug.plan.intake.FieldError;
import de.asvumzug.plan.intake.PlanRejected;
import java.util.List;

/** Why somebody does something that concerns others; they read it. */
final class TypedReason {
  private static final int SHORTEST = 3;
  private static final int LONGEST = 1000;

  private TypedReason() {}

  /**
   * The reason on one line.
   *
   * @param typed may be null
   * @param act German, what is done, as it follows „warum“, e.g. {@code abgebrochen wird}
   * @throws PlanRejected (field {@code reason}) if it is missing, too short or too long
   */
  static String of(String typed, String act) {
    String reason = typed == null ? "" : typed.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    if (reason.isEmpty()) {
      throw wrong("fehlt; bitte angeben, warum " + act + ".");
    }
    if (reason.length() < SHORTEST) {
      throw wrong("ist zu kurz; bitte in mindestens drei Zeichen angeben, warum " + act + ".");
    }
    if (reason.length() > LONGEST) {
      throw wrong("ist zu lang; höchstens " + LONGEST + " Zeichen sind möglich.");
    }
    return reason;
  }

  private static PlanRejected wrong(String message) {
    return new PlanRejected(List.of(new FieldError("reason", message)));
  }
}
