package de.asvumzug.check.fingerprint;

import de.asvumzug.host.Host;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Counts the tables in a growing output, reading only what is new. */
public final class FingerprintProgress implements Jobs.Poll {
  private static final String LINE = "\ntable,";

  private final Host host;
  private final String output;
  private final long total;
  private final ProgressListener listener;
  private long offset;
  private long done;
  private String rest = "\n";

  public FingerprintProgress(Host host, String output, long total, ProgressListener listener) {
    this.host = host;
    this.output = output;
    this.total = total;
    this.listener = listener;
  }

  @Override
  public void run() throws IOException {
    long size = host.files().stat(output).map(stat -> stat.size()).orElse(0L);
    if (size <= offset) {
      return;
    }
    byte[] bytes;
    try (InputStream in = host.files().read(output, offset)) {
      bytes = in.readNBytes((int) Math.min(size - offset, 1 << 20));
    }
    offset += bytes.length;
    count(new String(bytes, StandardCharsets.ISO_8859_1).replace("\"table\"", "table"));
    listener.at(
        new Progress(
            total == 0 ? done : Math.min(done, total), total, "Tabellen", "Prüfsummen bilden"));
  }

  private void count(String piece) {
    String text = rest + piece;
    for (int at = text.indexOf(LINE); at >= 0; at = text.indexOf(LINE, at + 1)) {
      done++;
    }
    // A line start that was cut is looked at again with the next piece.
    rest = text.substring(Math.max(0, text.length() - LINE.length() + 1));
  }
}
