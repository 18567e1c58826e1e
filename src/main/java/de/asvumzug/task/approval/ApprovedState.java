package de.asvumzug.task.approval;

import de.asvumzug.plan.Window;
import de.asvumzug.trail.chain.TrailHash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What somebody approves: the models that will run, the plan, and what was found so far.
 *
 * @param models SHA-256 of each file by its name
 * @param revision of the plan
 * @param planSha256 of the plan without windows and without people, who may change afterwards
 * @param window that the plan names
 * @param evidence SHA-256 of each document, by name and revision
 */
record ApprovedState(
    Map<String, String> models,
    int revision,
    String planSha256,
    Window window,
    Map<String, String> evidence) {

  ApprovedState {
    models = new TreeMap<>(models);
    evidence = new TreeMap<>(evidence);
  }

  String modelsSha256() {
    return sum(models);
  }

  String evidenceSha256() {
    return sum(evidence);
  }

  /** Of all of it. */
  String sha256() {
    return TrailHash.ofText(
        String.join(
            "\n",
            List.of(
                modelsSha256(),
                Integer.toString(revision),
                planSha256,
                window.start() + "/" + window.end(),
                evidenceSha256())));
  }

  private static String sum(Map<String, String> files) {
    StringBuilder lines = new StringBuilder();
    files.forEach((name, sha256) -> lines.append(sha256).append("  ").append(name).append('\n'));
    return TrailHash.ofText(lines.toString());
  }
}
