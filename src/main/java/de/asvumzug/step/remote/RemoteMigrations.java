package de.asvumzug.step.remote;

import static de.asvumzug.step.remote.CentralApiClient.part;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.plan.intake.PlanJson;

/** The plans of a site's moves; asked for each time, as a window may be moved. */
final class RemoteMigrations implements MigrationLookup {
  private final CentralApiClient centre;
  private final PlanJson json;

  RemoteMigrations(CentralApiClient centre, PlanJson json) {
    this.centre = centre;
    this.json = json;
  }

  @Override
  public Migration get(String id) {
    return centre
        .get("/moves/" + part(id))
        .map(json::read)
        .orElseThrow(() -> new UnknownMigration(id));
  }
}
