package de.asvumzug.check.around;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.UnitState;
import de.asvumzug.check.finding.Finding;
import java.io.IOException;
import org.springframework.stereotype.Component;

/**
 * Whether somebody will run the nightly reorganisation on the new server. The update service does
 * it; if nobody does for a set time, ASV refuses every log-in until it is made up for (trap 16;
 * docs/domain.md §9, doku "technik/start"). A warning: the log-in works on the day of the move.
 */
@Component
public class ReorganisationCheck {
  private static final String TITLE = "Nächtliche Reorganisation";
  private static final String LIMIT = "läuft jede Nacht";

  private final ReorganisationSettings settings;
  private final AsvServices services;

  public ReorganisationCheck(ReorganisationSettings settings, AsvServices services) {
    this.settings = settings;
    this.services = services;
  }

  /** Looks at the settings and at the update service; changes nothing. */
  public Finding look(Endpoint target) throws IOException, InterruptedException {
    if (!settings.ownJob().isBlank()) {
      return Finding.warning(
          TITLE,
          "eigener Auftrag des Betreibers: " + settings.ownJob(),
          LIMIT,
          "Bitte am Morgen nach der ersten Nacht nachsehen, ob er gelaufen ist.");
    }
    UnitState service = services.updateService(target);
    if (service.active() && service.enabled()) {
      return Finding.ok(TITLE, "durch den Aktualisierungsdienst", LIMIT);
    }
    return Finding.warning(
        TITLE,
        service.known()
            ? "der Aktualisierungsdienst, der sie ausführt, ist nicht in Betrieb (%s)"
                .formatted(service.seen())
            : "es gibt keinen Aktualisierungsdienst, der sie ausführt",
        LIMIT,
        "Unterbleibt sie zu lange, weist ASV jede Anmeldung ab. Bitte den Aktualisierungsdienst in"
            + " Betrieb nehmen; oder einen eigenen Auftrag einrichten und unter"
            + " asv.reorganisation.own-job nennen.");
  }
}
