package de.asvumzug.check.fingerprint;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import java.io.IOException;

/** Takes the fingerprint of a database of one engine, and the numbers per school. */
interface Fingerprinter {

  /**
   * @param folder a folder of this attempt in the work folder; output and script stay there
   * @param way name of the way to hash rows that this database is to be measured by
   */
  Measurement take(
      Endpoint endpoint, String folder, String way, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException;
}
