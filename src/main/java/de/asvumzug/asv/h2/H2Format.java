package de.asvumzug.asv.h2;

import java.util.Arrays;
import java.util.Optional;

/**
 * The form of an H2 file, as its head names it. A driver opens the files of its own form only:
 * tried with 1.4.200, 2.1.214 and 2.3.232, in each direction.
 */
enum H2Format {
  ONE(1, "H2 1.4"),
  TWO(2, "H2 2.0 oder 2.1"),
  THREE(3, "H2 ab 2.2");

  private final int number;
  private final String label;

  H2Format(int number, String label) {
    this.number = number;
    this.label = label;
  }

  static H2Format writtenBy(int major, int minor) {
    if (major < 2) {
      return ONE;
    }
    return major == 2 && minor < 2 ? TWO : THREE;
  }

  /** Empty for a number that is newer than this program. */
  static Optional<H2Format> numbered(int number) {
    return Arrays.stream(values()).filter(format -> format.number == number).findFirst();
  }

  /** For people. */
  String label() {
    return label;
  }
}
