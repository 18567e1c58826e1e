package de.asvumzug.step.remote;

import static de.asvumzug.step.remote.Centre.part;

import de.asvumzug.trail.Redaction;
import de.asvumzug.trail.Trail;
import de.asvumzug.trail.TrailLine;
import java.util.UUID;

/** The trail, kept by the centre with its clock; the site's secrets are masked before. */
final class RemoteTrail implements Trail {
  private final Centre centre;
  private final Redaction redaction;

  RemoteTrail(Centre centre, Redaction redaction) {
    this.centre = centre;
    this.redaction = redaction;
  }

  @Override
  public void append(TrailLine line) {
    centre.post(
        "/moves/" + part(line.migrationId()) + "/trail",
        new Wire.Line(
            UUID.randomUUID(),
            line.element(),
            line.school(),
            line.kind(),
            line.machine(),
            redaction.text(line.text()),
            redaction.details(line.details())));
  }
}
