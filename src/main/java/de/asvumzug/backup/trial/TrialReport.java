package de.asvumzug.backup.trial;

import de.asvumzug.backup.postgres.DatabaseProperties.Refused;
import de.asvumzug.check.fingerprint.FingerprintComparison.Difference;
import de.asvumzug.check.fingerprint.Fingerprints.Note;
import java.time.Duration;
import java.util.List;

/**
 * What a trial restore of the schema has shown.
 *
 * @param errors what PostgreSQL on the new machine refused, with the object where it is known
 * @param broken expressions on the old server that a restore cannot evaluate
 * @param unchecked expressions whose evaluation took too long
 * @param refused settings that the new server does not take
 * @param ineffective settings that it takes and that nevertheless do not hold in a session
 * @param session what kept an ordinary session out of the restored database; empty if nothing did
 * @param differences of the structure
 * @param notes of the comparison
 * @param tables number of tables
 * @param duration of the whole trial
 */
record TrialReport(
    List<String> errors,
    List<String> broken,
    List<String> unchecked,
    List<Refused> refused,
    List<String> ineffective,
    String session,
    List<Difference> differences,
    List<Note> notes,
    int tables,
    Duration duration) {}
