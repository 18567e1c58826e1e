package de.asvumzug.plan.release;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The order of ASV releases: a backup fits into its own or the directly following release, never
 * into an older one; whoever is further behind climbs release by release
 * (doku.asv.bayern.de/alle/technik/backup/versionswechsel).
 */
@Component
public class ReleaseLadder {

  /** How the version of a backup fits the version that it is to be restored into. */
  public enum Fit {
    SAME,
    PRECEDING,
    OLDER,
    NEWER
  }

  private final List<String> order;

  public ReleaseLadder(ReleaseSettings settings) {
    this.order = settings.order();
  }

  /** How data of {@code from} fit an installation of {@code to}. */
  public Fit fit(Release from, Release to) {
    if (from.compareTo(to) > 0) {
      return Fit.NEWER;
    }
    if (from.sameRelease(to)) {
      return Fit.SAME;
    }
    return rungs(from, to).size() == 2 ? Fit.PRECEDING : Fit.OLDER;
  }

  /**
   * The releases from one version up to another, both included.
   *
   * @return empty if nobody knows what lies between them: another first number, and no such
   *     releases in the settings
   */
  public List<String> rungs(Release from, Release to) {
    int first = order.indexOf(from.name());
    int last = order.indexOf(to.name());
    if (first >= 0 && last >= 0) {
      return first <= last ? order.subList(first, last + 1) : List.of();
    }
    if (from.major() != to.major() || from.minor() > to.minor()) {
      return List.of();
    }
    List<String> rungs = new ArrayList<>();
    for (int minor = from.minor(); minor <= to.minor(); minor++) {
      rungs.add(from.major() + "." + minor);
    }
    return Collections.unmodifiableList(rungs);
  }

  /**
   * What to do before data of {@code from} may go into {@code to}, German.
   *
   * @param sameRelease whether both must be of one release (school backups), or one release behind
   *     will do (whole server)
   */
  public String advice(Release from, Release to, boolean sameRelease) {
    List<String> rungs = rungs(from, to);
    if (rungs.isEmpty()) {
      return """
      Welche Releases zwischen %s und %s liegen, ist nicht hinterlegt. \
      Bitte klären, in den Einstellungen unter asv.releases.order eintragen und den alten \
      Server Release für Release aktualisieren."""
          .formatted(from, to);
    }
    int reach = sameRelease ? rungs.size() - 1 : rungs.size() - 2;
    List<String> climb = rungs.subList(1, Math.max(reach, 1) + 1);
    return """
    %s: zuerst den alten Server mit dem Updateinstaller auf %s bringen und danach den \
    Plan mit dieser Version neu einreichen. Geht das dort nicht: eine \
    Zwischeninstallation in Version %s einrichten, die Sicherung dort einspielen, sie \
    aktualisieren und von ihr umziehen."""
        .formatted(String.join(" → ", rungs), String.join(", dann auf ", climb), from);
  }
}
