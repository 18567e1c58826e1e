package de.asvumzug.step.remote;

import static de.asvumzug.step.remote.CentralApiClient.part;

import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.evidence.Evidence;
import de.asvumzug.trail.evidence.EvidenceFactory;
import de.asvumzug.trail.evidence.EvidenceMaker;
import java.util.Optional;
import java.util.UUID;

/** The evidence of a site's moves, kept by the centre. */
final class RemoteEvidence implements EvidenceFactory {
  private final CentralApiClient centre;
  private final CanonicalJson json;

  RemoteEvidence(CentralApiClient centre, CanonicalJson json) {
    this.centre = centre;
    this.json = json;
  }

  @Override
  public Evidence of(
      String migrationId, String element, String actor, String school, String machine) {
    return new OfStep(migrationId, element, school);
  }

  private final class OfStep implements Evidence {
    private final String migrationId;
    private final String element;
    private final String school;

    OfStep(String migrationId, String element, String school) {
      this.migrationId = migrationId;
      this.element = element;
      this.school = school;
    }

    @Override
    public void store(String name, Object document) {
      centre.post(
          address(name),
          new WorkerApi.Document(UUID.randomUUID(), element, school, json.write(document)));
    }

    @Override
    public <T> Optional<T> find(String name, Class<T> type) {
      return centre.get(address(name)).map(text -> json.read(text, type));
    }

    @Override
    public <T> T get(String name, Class<T> type) {
      return find(name, type).orElseThrow(() -> EvidenceMaker.missing(migrationId, name));
    }

    private String address(String name) {
      return "/moves/" + part(migrationId) + "/evidence/" + part(name);
    }
  }
}
