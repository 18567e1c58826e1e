package de.asvumzug.security;

import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Two moves that have nothing in common, and the words by which each would be recognised. */
final class TwoMoves {
  static final String NORTH = "U-2026-0201";
  static final String SOUTH = "U-2026-0202";

  /** Beside the two, of the same school as the first one. */
  static final String SOON = "U-2026-0203";

  static final String NEVER_GIVEN = "U-2026-0299";

  private TwoMoves() {}

  static Migration north() {
    return plan(
        NORTH,
        "Umzug Birkenhain",
        "nord",
        "10.11.12.13",
        List.of(
            new School("0001", "Grundschule Birkenhain", "post@birkenhain.example", "0911 4711"),
            new School("0003", "Mittelschule Lindenau", "post@lindenau.example", "0911 4712")),
        "technik@birkenhain.example");
  }

  static Migration south() {
    return plan(
        SOUTH,
        "Umzug Tannengrund",
        "sued",
        "10.21.22.23",
        List.of(
            new School("0002", "Realschule Tannengrund", "post@tannengrund.example", "0921 4713")),
        "technik@tannengrund.example");
  }

  /** Begins in five days. */
  static Migration soon() {
    return soon(SOON);
  }

  /** As {@link #soon()}, under a number of its own. */
  static Migration soon(String id) {
    Instant start = Instant.now().plus(Duration.ofDays(5));
    return plan(
            id,
            "Umzug Erlenhof",
            "ost",
            "10.31.32.33",
            List.of(
                new School("0001", "Grundschule Birkenhain", "post@birkenhain.example", null),
                new School("0003", "Mittelschule Lindenau", "post@lindenau.example", null)),
            "technik@erlenhof.example")
        .withWindow(new Window(start, start.plus(Duration.ofHours(12))));
  }

  /** What nobody reads who has nothing to do with the move. */
  static List<String> marksOf(String move) {
    return move.equals(NORTH)
        ? List.of(NORTH, "irkenhain", "ord-alt", "ord-neu", "10.11.12.13", "0911 471")
        : List.of(SOUTH, "annengrund", "ued-alt", "ued-neu", "10.21.22.23", "0921 471");
  }

  private static Migration plan(
      String id, String title, String site, String address, List<School> schools, String mail) {
    return new Migration(
        id,
        title,
        Scope.ALL,
        DoorsFixture.installation(site + "-alt", address, "2.13.480"),
        DoorsFixture.installation(site + "-neu", address, "2.14.12"),
        schools,
        new Window(Instant.parse("2026-12-18T16:00:00Z"), Instant.parse("2026-12-19T06:00:00Z")),
        null,
        List.of(),
        MigrationFixture.of().options(),
        new Contacts(mail, mail, mail));
  }
}
