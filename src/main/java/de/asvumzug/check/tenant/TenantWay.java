package de.asvumzug.check.tenant;

import de.asvumzug.host.OperationFailed;
import java.util.Arrays;

/**
 * How the rows of an H2 and of a PostgreSQL database are written down and hashed, so that both give
 * the same. The second measurement of a pair follows the first one's way.
 */
public enum TenantWay {
  /**
   * Bytes of the values, hashed as PostgreSQL from 14 on hashes a row: three times as fast. The H2
   * tool makes the same hash itself.
   */
  VALUES("canonical-row-values-1"),

  /** MD5 of a text of the row: every server can; pairs that an older version began. */
  MD5("canonical-row-md5-1");

  private final String algorithm;

  TenantWay(String algorithm) {
    this.algorithm = algorithm;
  }

  /** Its name in measurements. */
  public String algorithm() {
    return algorithm;
  }

  /**
   * @throws OperationFailed (permanent) if it is another version's
   */
  static TenantWay named(String algorithm) {
    return Arrays.stream(values())
        .filter(way -> way.algorithm.equals(algorithm))
        .findFirst()
        .orElseThrow(
            () ->
                OperationFailed.permanent(
                    """
                    Die Schulen wurden nach einem Verfahren gemessen, das diese Fassung der \
                    Anwendung nicht kennt (%s)."""
                        .formatted(algorithm),
                    """
                    Bitte die Anwendung in der Fassung betreiben, mit der gemessen wurde, oder \
                    die Prüfsummen des alten Servers neu erheben."""));
  }
}
