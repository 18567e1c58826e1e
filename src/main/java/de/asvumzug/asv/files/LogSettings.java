package de.asvumzug.asv.files;

import de.asvumzug.plan.Variant;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Lines of the server's log that tell how a start goes.
 *
 * @param driverPattern line with driver (group 1) and address (group 2) of the database; documented
 *     (alle/technik/install/variante)
 * @param readyPattern line of a finished start with the version (group 1); assumed, so a start does
 *     not wait for it
 * @param consistencyPattern line of a failed consistency check with the file (group 1); assumed
 * @param enterpriseDriver class of the driver of an Enterprise server; documented
 * @param schoolDriver class of the driver of a School server; documented
 */
@ConfigurationProperties("asv.log")
public record LogSettings(
    @DefaultValue("using driver: (\\S+) at URL: (\\S+)") Pattern driverPattern,
    @DefaultValue("ASV-Server (\\S+) bereit auf Port \\d+") Pattern readyPattern,
    @DefaultValue("Konsistenzprüfung fehlgeschlagen: (.+)") Pattern consistencyPattern,
    @DefaultValue("org.postgresql.Driver") String enterpriseDriver,
    @DefaultValue("org.h2.Driver") String schoolDriver) {

  /** The driver that a server of this variant names. */
  public String driver(Variant variant) {
    return switch (variant) {
      case ENTERPRISE -> enterpriseDriver;
      case SCHOOL -> schoolDriver;
    };
  }
}
