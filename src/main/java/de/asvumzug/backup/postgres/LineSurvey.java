package de.asvumzug.backup.postgres;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.Postgres;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.transfer.LineMeasurement;
import de.asvumzug.backup.transfer.LineSpeed;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Measures in the preparation what a dump will be made by. In the window the fingerprint is at work
 * on the same processors, and a line measured beside it seems ten times as slow as it is.
 */
@Service
public class LineSurvey {
  private static final Logger LOG = LoggerFactory.getLogger(LineSurvey.class);

  private final Secrets secrets;
  private final BackupSettings settings;

  public LineSurvey(Secrets secrets, BackupSettings settings) {
    this.secrets = secrets;
    this.settings = settings;
  }

  /**
   * Empty if there is no dump to go over a line, if it is too small to be worth it, if the settings
   * ask for nothing, or if a machine cannot be asked: other checks say that.
   */
  public Optional<LineMeasurement> measure(Endpoint from, Endpoint to, String stepKey)
      throws InterruptedException {
    if (from.installation().variant().embedded() || !settings.needsMeasurement()) {
      return Optional.empty();
    }
    try {
      LineMeasurement measured = LineSpeed.measure(from.host(), to.host(), stepKey, size(from));
      return Optional.of(measured).filter(LineMeasurement::isKnown);
    } catch (IOException | OperationFailed e) {
      LOG.info("The line to {} was not measured: {}", to.host().name(), e.getMessage());
      return Optional.empty();
    }
  }

  private long size(Endpoint endpoint) throws IOException, InterruptedException {
    Postgres postgres = new Postgres(endpoint.host(), endpoint.installation().database(), secrets);
    return Long.parseLong(
        PostgresTools.value(
            postgres,
            postgres.database().name(),
            "select pg_database_size(current_database())",
            Map.of()));
  }
}
