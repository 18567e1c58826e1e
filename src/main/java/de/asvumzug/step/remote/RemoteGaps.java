package de.asvumzug.step.remote;

import static de.asvumzug.step.remote.CentralApiClient.part;

import de.asvumzug.check.tenant.Gap;
import de.asvumzug.check.tenant.GapRecorder;
import java.util.List;

/** What schools have to complete, kept by the centre for their pages. */
final class RemoteGaps implements GapRecorder {
  private final CentralApiClient centre;

  RemoteGaps(CentralApiClient centre) {
    this.centre = centre;
  }

  @Override
  public void replace(String migrationId, String school, List<Gap> gaps) {
    centre.post(
        "/moves/" + part(migrationId) + "/gaps/" + part(school), new WorkerApi.Incomplete(gaps));
  }

  @Override
  public void delete(String migrationId) {
    centre.post("/moves/" + part(migrationId) + "/gaps-over", new WorkerApi.Incomplete(List.of()));
  }
}
