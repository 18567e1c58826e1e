package de.asvumzug.task.approval;

import java.time.Instant;

/**
 * Evidence {@code approval-<element>}: who approved what.
 *
 * @param element the task
 * @param person user id
 * @param sha256 of all of the state
 * @param modelsSha256 of the models alone
 * @param evidenceSha256 of the evidence alone
 * @param shown whether the form that was sent had shown this very state; false if the task was
 *     completed without a form
 */
record Approval(
    String element,
    String person,
    Instant at,
    String sha256,
    String modelsSha256,
    String evidenceSha256,
    boolean shown,
    ApprovedState state) {

  /** How the names of these documents begin. */
  static final String EVIDENCE = "approval-";

  static String evidence(String element) {
    // Element ids are in camel case, names of evidence in kebab case.
    return EVIDENCE + element.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
  }
}
