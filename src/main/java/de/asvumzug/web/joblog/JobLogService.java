package de.asvumzug.web.joblog;

import de.asvumzug.step.output.JobLogKeeper;
import de.asvumzug.step.output.JobLogRepository;
import de.asvumzug.step.output.KeptJobLog;
import de.asvumzug.web.command.Forbidden;
import de.asvumzug.web.command.NotPossibleNow;
import de.asvumzug.web.move.Moves;
import de.asvumzug.web.move.Viewer;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** What the jobs of a move printed, for those who may read it. */
@Service
class JobLogService {
  private final Moves moves;
  private final JobLogRepository logs;

  JobLogService(Moves moves, JobLogRepository logs) {
    this.moves = moves;
    this.logs = logs;
  }

  /**
   * A log with its text.
   *
   * @param stored gzip
   */
  record Whole(KeptJobLog log, byte[] stored) {}

  List<KeptJobLog> of(String migrationId, Viewer viewer) {
    require(migrationId, viewer);
    return logs.of(migrationId);
  }

  /**
   * @throws NotPossibleNow if it is not what was kept: its checksum is another one
   */
  Whole one(String migrationId, long id, Viewer viewer) {
    require(migrationId, viewer);
    KeptJobLog log =
        logs.find(migrationId, id)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    byte[] stored =
        logs.stored(migrationId, id)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    if (!JobLogKeeper.sha256(stored).equals(log.sha256())) {
      throw new NotPossibleNow(
          "Die Ausgabe %d des Umzugs %s ist nicht mehr die, die aufgehoben wurde: Ihre Prüfsumme passt nicht. Bitte die IT-Leitung verständigen; im Protokoll steht die richtige."
              .formatted(id, migrationId));
    }
    return new Whole(log, stored);
  }

  private void require(String migrationId, Viewer viewer) {
    moves.get(migrationId, viewer);
    if (!viewer.mayReadJobLogs()) {
      throw new Forbidden("Ausgaben der Aufträge lesen nur Technik und IT-Leitung.");
    }
  }
}
