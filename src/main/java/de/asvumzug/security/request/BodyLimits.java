package de.asvumzug.security.request;

import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.step.remote.WorkerApi;

/**
 * How large a request's body may be, by its address. An address that is written in another way than
 * usual gets the small limit.
 */
final class BodyLimits {
  /** Log-ins, forms of tasks, queries of the engine's pages: none is longer than some kilobytes. */
  static final int USUAL = 64 * 1024;

  /** A worker's report with its variables, or the text of a failure. */
  static final int REPORT = 256 * 1024;

  /** Evidence of a worker on site: fingerprints of some ten thousand tables. */
  static final int EVIDENCE = 8 * 1024 * 1024;

  /** The form for a new move: a plan field by field, hundreds of schools included. */
  private static final String PLAN_FORM = "/umzuege/neu";

  private static final int USUAL_PARAMETERS = 200;

  /** 16 for each of 500 schools, three for each of 500 clients, and the fields around them. */
  private static final int PLAN_PARAMETERS = 9800;

  /** Twice a plan's file: each field comes with its whole path. */
  private static final int PLAN_FIELDS = 2 * PlanJson.MAX_BYTES;

  private BodyLimits() {}

  /** How many parameters an address takes. */
  static int parametersOf(String path) {
    return path.equals(PLAN_FORM) ? PLAN_PARAMETERS : USUAL_PARAMETERS;
  }

  /**
   * @param path within the application, as it was sent
   */
  static int of(String path) {
    if (path.startsWith(WorkerApi.BASE + "/")) {
      return EVIDENCE;
    }
    if (path.equals(PLAN_FORM)) {
      return PLAN_FIELDS;
    }
    if (path.equals("/api/migrations")) {
      return PlanJson.MAX_BYTES;
    }
    return path.startsWith("/engine-rest/") ? REPORT : USUAL;
  }
}
