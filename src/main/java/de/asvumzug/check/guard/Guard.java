package de.asvumzug.check.guard;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.job.StepJobs;
import de.asvumzug.plan.Installation;

/** Rule I1: proves that no ASV server is up at a site. */
public interface Guard {

  /**
   * Looks at service state, start-up type, processes and the client port (from the host itself and
   * from this machine).
   *
   * @return what was seen, for evidence
   * @throws de.asvumzug.host.OperationFailed if anything shows, or may hide, a live server: silence
   *     is no proof
   */
  GuardReport proveStopped(Endpoint endpoint) throws Exception;

  /**
   * Like {@link #proveStopped(Endpoint)} for a step that works with the installation's own
   * programs: what its jobs run is no sign of a server, so that a step which is carried out again
   * does not meet itself.
   */
  default GuardReport proveStopped(Endpoint endpoint, StepJobs own) throws Exception {
    return proveStopped(endpoint);
  }

  /**
   * Like {@link #proveStopped(Endpoint)} while the other server of the move may be up under the
   * same address: what answers there is then no sign of this one.
   */
  default GuardReport proveStopped(Endpoint endpoint, Installation other) throws Exception {
    return proveStopped(endpoint);
  }
}
