package de.asvumzug.step.output;

import java.time.Instant;

/**
 * A kept log without its text; see {@link JobLog}.
 *
 * @param id number of the row
 * @param storedBytes as compressed
 * @param keptAt by the database's clock
 */
public record KeptJobLog(
    long id,
    String element,
    String school,
    int attempt,
    String machine,
    String job,
    Instant begun,
    Instant ended,
    Integer exitCode,
    long bytes,
    long cutBytes,
    long storedBytes,
    String sha256,
    Instant keptAt) {}
