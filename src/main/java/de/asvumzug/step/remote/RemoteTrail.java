package de.asvumzug.step.remote;

import static de.asvumzug.step.remote.CentralApiClient.part;

import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.Redaction;
import java.util.UUID;

/** The trail, kept by the centre with its clock; the site's secrets are masked before. */
final class RemoteTrail implements AuditTrail {
  private final CentralApiClient centre;
  private final Redaction redaction;

  RemoteTrail(CentralApiClient centre, Redaction redaction) {
    this.centre = centre;
    this.redaction = redaction;
  }

  @Override
  public void append(AuditEvent line) {
    centre.post(
        "/moves/" + part(line.migrationId()) + "/trail",
        new WorkerApi.Line(
            UUID.randomUUID(),
            line.element(),
            line.school(),
            line.kind(),
            line.machine(),
            redaction.text(line.text()),
            redaction.details(line.details())));
  }
}
