package de.asvumzug.notify.template;

import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.people.Contact;
import de.asvumzug.plan.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A move that nobody has planned, for previews. */
public final class SampleMove {
  private static final int PORT = 8765;

  private SampleMove() {}

  /** Begins tomorrow, for twelve hours. */
  public static Migration at(Instant now) {
    Instant start = now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(1));
    return new Migration(
        "U-0000-0000",
        "Schulen am Beispielbach",
        Scope.ALL,
        installation("alt", "asv-alt.example"),
        installation("neu", "asv-neu.example"),
        List.of(
            new School("0001", "Grundschule Beispielbach", "gs@example.org", "08123 4567"),
            new School("0002", "Mittelschule Musterau", "ms@example.org", "")),
        new Window(start, start.plus(Duration.ofHours(12))),
        null,
        List.of(),
        null,
        new Contacts(
            new Contact("Ina Muster", "technik@example.org", "08123 1001"),
            null,
            new Contact("", "betreiber@example.org", "08123 1002"),
            null,
            new Contact("", "it@example.org", "08123 1003"),
            null));
  }

  private static Installation installation(String machine, String address) {
    return new Installation(
        machine,
        Variant.ENTERPRISE,
        new Release(2, 14, 12),
        "/opt/asv",
        address,
        PORT,
        null,
        false);
  }
}
