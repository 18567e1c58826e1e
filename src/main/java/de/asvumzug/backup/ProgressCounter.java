package de.asvumzug.backup;

import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.ProgressListener;

/** Adds up bytes that several threads have dealt with, and reports them. */
public final class ProgressCounter {
  private final ProgressListener progress;
  private final long total;
  private final String text;
  private long done;

  /**
   * @param total in bytes
   * @param text what is being done, German
   */
  public ProgressCounter(ProgressListener progress, long total, String text) {
    this.progress = progress;
    this.total = total;
    this.text = text;
  }

  /** What was sent twice counts once. */
  public synchronized void add(long bytes) {
    done += bytes;
    progress.at(new Progress(Math.min(done, total), total, "Bytes", text));
  }
}
