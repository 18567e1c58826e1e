package de.asvumzug.web.command;

import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.words.WordsDeletion;
import org.springframework.stereotype.Service;

/** Deletes what somebody typed, before the retention does. */
@Service
public class WordsService {
  private final MigrationLookup migrations;
  private final WordsDeletion deletion;

  public WordsService(MigrationLookup migrations, WordsDeletion deletion) {
    this.migrations = migrations;
    this.deletion = deletion;
  }

  /**
   * @param line number of the line on the trail
   * @throws de.asvumzug.plan.UnknownMigration if there is no such move
   * @throws NotPossibleNow if nothing typed belongs to the line, or no more
   */
  public void delete(String migrationId, long line, String actor) {
    migrations.get(migrationId);
    if (!deletion.ofLine(migrationId, line, actor)) {
      throw new NotPossibleNow(
          """
          Zu Zeile %s des Protokolls von %s ist nichts zu löschen: Zu ihr hat niemand etwas \
          getippt, es ist schon gelöscht, oder es steht aus früherer Zeit in der Zeile selbst."""
              .formatted(line, migrationId));
    }
  }
}
