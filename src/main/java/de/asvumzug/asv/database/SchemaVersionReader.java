package de.asvumzug.asv.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.h2.H2Console;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.release.Release;
import de.asvumzug.plan.release.ReleaseLadder;
import de.asvumzug.plan.release.ReleaseLadder.Fit;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the database of a site says of itself. */
@Component
public class SchemaVersionReader {
  private final StructureSettings settings;
  private final H2Console h2;
  private final DatabaseEngines engines;
  private final ReleaseLadder ladder;

  public SchemaVersionReader(
      StructureSettings settings, H2Console h2, DatabaseEngines engines, ReleaseLadder ladder) {
    this.settings = settings;
    this.h2 = h2;
    this.engines = engines;
    this.ladder = ladder;
  }

  /**
   * The version of the database structure; empty if a School installation brings no means to read
   * it.
   *
   * @throws OperationFailed (permanent) as {@link #requireInReach}
   */
  public Optional<Release> version(Endpoint endpoint) throws IOException, InterruptedException {
    return version(endpoint, value(endpoint, settings.query()));
  }

  /**
   * As {@link #version(Endpoint)}, of an H2 file that is to take the place of the site's own: read
   * as the installation will read it.
   */
  public Optional<Release> version(Endpoint endpoint, String file)
      throws IOException, InterruptedException {
    return version(endpoint, h2.value(endpoint, file, settings.query()));
  }

  private Optional<Release> version(Endpoint endpoint, Optional<String> text) {
    Optional<Release> version = parsed(endpoint, text);
    version.ifPresent(found -> requireInReach(endpoint, found));
    return version;
  }

  /**
   * @param structure version of a database, or of a backup, that the site's program is to work with
   * @throws OperationFailed (permanent) if it lies further back than the release before the
   *     program's
   */
  public void requireInReach(Endpoint endpoint, Release structure) {
    Release program = endpoint.installation().version();
    if (ladder.fit(structure, program) == Fit.OLDER) {
      throw OperationFailed.permanent(
          """
          Die Datenbank auf %s hat die Struktur %s; ASV %s übernimmt nur das eigene und das \
          direkt vorhergehende Release."""
              .formatted(endpoint.host().name(), structure, program),
          "Bitte stufenweise vorgehen. %s".formatted(ladder.advice(structure, program, false)));
    }
  }

  private static Optional<Release> parsed(Endpoint endpoint, Optional<String> text) {
    try {
      return text.map(Release::parse);
    } catch (IllegalArgumentException e) {
      throw OperationFailed.permanent(
          "Die Datenbank auf %s nennt als Strukturversion „%s“; das ist %s."
              .formatted(endpoint.host().name(), text.orElse(""), e.getMessage()),
          "Bitte asv.structure.query prüfen.",
          e);
    }
  }

  /** How many schools the database holds; empty if it cannot be read, see {@link #version}. */
  public Optional<Long> schools(Endpoint endpoint) throws IOException, InterruptedException {
    return value(endpoint, settings.schoolCountQuery()).map(Long::parseLong);
  }

  private Optional<String> value(Endpoint endpoint, String sql)
      throws IOException, InterruptedException {
    return engines.of(endpoint).value(endpoint, sql);
  }
}
