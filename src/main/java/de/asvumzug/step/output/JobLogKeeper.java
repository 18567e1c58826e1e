package de.asvumzug.step.output;

import de.asvumzug.host.Host;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.step.StepTask;
import de.asvumzug.trail.Redaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Keeps what a job has printed when it has ended, however it ended. A log that cannot be read or
 * kept fails no step: the trail says so.
 */
@Component
public class JobLogKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(JobLogKeeper.class);

  /** Characters; 10 MiB from each end of plain text. */
  private static final int MOST_READ = 20 * 1024 * 1024;

  private final JobLogs logs;
  private final Redaction redaction;
  private final int mostRead;
  private final int mostStored;

  @Autowired
  public JobLogKeeper(JobLogs logs, Redaction redaction) {
    this(logs, redaction, MOST_READ, JobLog.MOST_STORED);
  }

  /**
   * @param mostRead characters
   * @param mostStored bytes as compressed
   */
  JobLogKeeper(JobLogs logs, Redaction redaction, int mostRead, int mostStored) {
    this.logs = logs;
    this.redaction = redaction;
    this.mostRead = mostRead;
    this.mostStored = mostStored;
  }

  /**
   * Reads, masks and keeps.
   *
   * @return for the line of the trail that says that the job has ended: checksum and length, or why
   *     nothing was kept
   */
  public Map<String, Object> keep(StepTask task, int attempt, Host host, JobKey key) {
    try {
      JobLog log = read(task, attempt, host, key);
      logs.keep(log);
      Map<String, Object> kept = new LinkedHashMap<>();
      kept.put("logSha256", log.sha256());
      kept.put("logBytes", log.bytes());
      if (log.cutBytes() > 0) {
        kept.put("logCutBytes", log.cutBytes());
      }
      return kept;
    } catch (IOException | RuntimeException e) {
      LOG.warn("The output of {} on {} is not kept: {}", key, host.name(), e.getMessage());
      return Map.of("logMissing", redaction.text("" + e.getMessage()));
    }
  }

  private JobLog read(StepTask task, int attempt, Host host, JobKey key) throws IOException {
    JobStatus.Ended ended =
        host.status(key)
            .filter(JobStatus.Ended.class::isInstance)
            .map(JobStatus.Ended.class::cast)
            .orElse(null);
    PrintedText text = PrintedText.read(host, key, mostRead);
    byte[] stored = compressed(text);
    for (int most = mostRead / 2; stored.length > mostStored; most /= 2) {
      text = text.within(most);
      stored = compressed(text);
    }
    return new JobLog(
        task.migrationId(),
        task.element(),
        task.school().orElse(null),
        attempt,
        host.name(),
        key.value().substring(task.key(attempt).length() + 1),
        key.value(),
        ended == null ? null : ended.started(),
        ended == null ? null : ended.ended(),
        ended == null ? null : ended.exitCode(),
        text.bytes(),
        text.cutBytes(),
        stored,
        sha256(stored));
  }

  private byte[] compressed(PrintedText text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(redaction.text(text.head()).getBytes(StandardCharsets.UTF_8));
      if (text.cut()) {
        gzip.write(text.gap().getBytes(StandardCharsets.UTF_8));
        gzip.write(redaction.text(text.tail()).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  /** In hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
