package de.asvumzug.notify;

import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Mode;
import de.asvumzug.plan.Options;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.release.Release;
import java.time.Instant;
import java.time.Period;
import java.util.List;

/** A regional server with two schools, moved on a Friday evening in December. */
public final class MigrationFixture {
  public static final String ID = "U-2026-0001";
  public static final Instant START = Instant.parse("2026-12-04T17:00:00Z");
  public static final Instant END = Instant.parse("2026-12-05T11:00:00Z");

  private MigrationFixture() {}

  public static Migration of() {
    return with("alt.example", "neu.example");
  }

  public static Migration with(String oldAddress, String newAddress) {
    return with(oldAddress, newAddress, "Grundschule Öd & Müßig <am See>");
  }

  /** The same move with another name of its first school. */
  public static Migration withSchool(String name) {
    return with("alt", "neu", name);
  }

  private static Migration with(String oldAddress, String newAddress, String school) {
    return new Migration(
        ID,
        "Schulen im Landkreis Würmtal",
        Scope.ALL,
        installation("alt", oldAddress),
        installation("neu", newAddress),
        List.of(
            new School("0001", school, "gs@oed.example", ""),
            new School("0002", "Mittelschule Würmtal", "ms@wuermtal.example", "")),
        new Window(START, END),
        new Packages("/p/i.zip", "/p/u.zip", "/p/z.p12", "pin"),
        List.of(),
        new Options(
            false,
            true,
            true,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.MANUAL,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            false,
            Period.ofDays(30)),
        new Contacts("technik@amt.example", "betreiber@amt.example", "itm@amt.example"));
  }

  private static Installation installation(String machine, String address) {
    return new Installation(
        machine,
        Variant.ENTERPRISE,
        new Release(2, 13, 480),
        "/opt/asv",
        address,
        8765,
        new Database("localhost", 5432, "asv", "asv", "postgres", "postgres", 14),
        false);
  }
}
