package de.asvumzug.task.approval;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.intake.FiledMigration;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.evidence.EvidenceRepository;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Tells what would be approved now. */
@Component
class ApprovedStates {
  private static final Window NO_WINDOW = new Window(Instant.EPOCH, Instant.EPOCH);

  private final DeployedModels models;
  private final Migrations migrations;
  private final PlanJson json;
  private final EvidenceRepository evidence;

  ApprovedStates(
      DeployedModels models, Migrations migrations, PlanJson json, EvidenceRepository evidence) {
    this.models = models;
    this.migrations = migrations;
    this.json = json;
    this.evidence = evidence;
  }

  ApprovedState now(Migration plan) {
    Map<String, String> files = new TreeMap<>();
    models.files(plan.id()).forEach((name, content) -> files.put(name, TrailHash.ofBytes(content)));
    Map<String, String> documents = new TreeMap<>();
    evidence.sums(plan.id()).stream()
        .filter(one -> !one.name().startsWith(Approval.EVIDENCE))
        .forEach(one -> documents.put(one.name() + "-" + one.revision(), one.sha256()));
    return new ApprovedState(
        files,
        migrations.filed(plan.id()).map(FiledMigration::revision).orElse(1),
        TrailHash.ofText(json.write(plan.withoutPeople().withWindow(NO_WINDOW))),
        plan.window(),
        documents);
  }
}
