package de.asvumzug.check.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.ProgressListener;
import java.io.IOException;
import java.util.List;

/** How a database of one engine is read school by school; the server must be stopped. */
interface TenantEngine {

  /** Whether rows can be hashed as {@link TenantWay#VALUES} says. */
  boolean hashesRows(Endpoint endpoint);

  /**
   * @param folder a folder of this attempt in the work folder; output and script stay there
   * @throws OperationFailed (temporary) if the database could not be read to its end; (permanent)
   *     if it cannot be measured in this way
   */
  TenantMeasurement measure(
      Endpoint endpoint,
      TenantPlan plan,
      TenantWay way,
      String folder,
      Jobs jobs,
      ProgressListener progress)
      throws IOException, InterruptedException;

  /**
   * Only those in which there is something.
   *
   * @param folder a folder of this attempt; nothing is left there that names persons
   */
  List<Gap> gaps(
      Endpoint endpoint, List<String> schools, String folder, Jobs jobs, ProgressListener progress)
      throws IOException, InterruptedException;
}
