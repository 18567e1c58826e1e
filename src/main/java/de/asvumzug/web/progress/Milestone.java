package de.asvumzug.web.progress;

import de.asvumzug.plan.Route;
import de.asvumzug.plan.RouteDecision.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * A stage of a move by which people count how far it is: an element of the model {@code
 * asv-migration}.
 *
 * @param element id in the model
 * @param name German, as in the model
 * @param window whether it lies inside the window; what comes before takes as long as people do
 */
public record Milestone(String element, String name, boolean window) {

  /** The one after which there is no way back. */
  static final String ACCEPTANCE = "acceptMigration";

  /** All of a move on this way, in their order. */
  static List<Milestone> of(Answer way) {
    List<Milestone> all = new ArrayList<>();
    all.add(new Milestone("prepare", "Vorarbeiten durchführen", false));
    all.add(new Milestone("recheckMachines", "Server erneut prüfen", true));
    all.add(new Milestone("backup", "Sicherung durchführen", true));
    if (way.install()) {
      all.add(new Milestone("install", "Neuen Server installieren", true));
    }
    all.add(
        way.route() == Route.TENANTS
            ? new Milestone("restoreTenants", "Sicherung je Schule einspielen", true)
            : new Milestone("restoreFull", "Sicherung komplett einspielen", true));
    all.add(new Milestone("finish", "Abschluss durchführen", true));
    all.add(new Milestone(ACCEPTANCE, "Umzug abnehmen", true));
    if (way.sourceContinues()) {
      all.add(new Milestone("clearSource", "Alten Server bereinigen", false));
    }
    return List.copyOf(all);
  }
}
