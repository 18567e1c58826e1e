package de.asvumzug.check.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Variant;
import java.util.Arrays;
import java.util.List;

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

  /** PostgreSQL before it cannot hash a row with a seed. */
  private static final int HASHES_ROWS = 14;

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
                    "Die Schulen wurden nach einem Verfahren gemessen, das diese Fassung der"
                        + " Anwendung nicht kennt ("
                        + algorithm
                        + "). Bitte die Anwendung in der Fassung betreiben, mit der gemessen wurde,"
                        + " oder die Prüfsummen des alten Servers neu erheben."));
  }

  /** The fastest that all of these allow. */
  static TenantWay fastest(CheckSettings settings, List<Endpoint> sites) {
    boolean allowed =
        settings.rowHash() == CheckSettings.RowHash.AUTO
            && sites.stream()
                .map(Endpoint::installation)
                .filter(installation -> installation.variant() == Variant.ENTERPRISE)
                .allMatch(installation -> installation.database().version() >= HASHES_ROWS);
    return allowed ? VALUES : MD5;
  }
}
