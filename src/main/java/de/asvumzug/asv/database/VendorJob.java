package de.asvumzug.asv.database;

import de.asvumzug.host.Host;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.ProgressListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A vendor program's job whose name holds move and folder, so that jobs of earlier attempts are
 * recognised. A program that an earlier attempt left running is waited for, never doubled.
 */
public final class VendorJob {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int ID_CHARACTERS = 12;

  private final String name;

  public VendorJob(String kind, String migrationId, String directory) {
    byte[] what = (migrationId + "\n" + directory).getBytes(StandardCharsets.UTF_8);
    String id = UUID.nameUUIDFromBytes(what).toString().replace("-", "");
    this.name = kind + "-" + id.substring(0, ID_CHARACTERS);
  }

  public String name() {
    return name;
  }

  /** Waits until no attempt's job runs; returns whether one of them has ended well. */
  public boolean awaitEarlier(Host host, ProgressListener progress, Sleeper pause)
      throws IOException, InterruptedException {
    while (true) {
      boolean running = false;
      boolean done = false;
      for (JobKey key : earlier(host)) {
        Optional<JobStatus> status = host.status(key);
        running |= status.filter(JobStatus.Running.class::isInstance).isPresent();
        done |= status.filter(s -> s instanceof JobStatus.Ended e && e.exitCode() == 0).isPresent();
      }
      if (!running) {
        return done;
      }
      progress.at(new Progress(0, 0, "", "Wartet auf den laufenden Auftrag " + name));
      pause.during(POLL);
    }
  }

  private List<JobKey> earlier(Host host) throws IOException {
    return host.jobs().stream().filter(key -> key.value().endsWith("." + name)).toList();
  }
}
