package de.asvumzug.check.machine;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.release.Release;
import de.asvumzug.plan.release.ReleaseLadder;
import de.asvumzug.plan.release.ReleaseLadder.Fit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The installed version is the planned one, and a backup of it can be used on the target: same
 * release or the directly preceding one, never newer
 * (doku.asv.bayern.de/alle/technik/backup/versionswechsel).
 */
@Component
@Order(40)
public class VersionCheck implements PreflightCheck {
  private final LayoutSettings layout;
  private final ReleaseLadder ladder;

  public VersionCheck(LayoutSettings layout, ReleaseLadder ladder) {
    this.layout = layout;
    this.ladder = ladder;
  }

  @Override
  public String title() {
    return "ASV-Version";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return side == Side.SOURCE || migration.target().inUse();
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException {
    Release installed = installed(context.site());
    List<Finding> findings = new ArrayList<>();
    findings.add(asPlanned(installed, context.site()));
    if (context.site().side() == Side.SOURCE) {
      Migration plan = context.migration();
      findings.add(rule(installed, plan.target().version(), !plan.wholeDatabase()));
    }
    return findings;
  }

  private Release installed(Endpoint endpoint) throws IOException {
    String file = layout.path(endpoint, layout.on(endpoint).versionFile());
    String text = endpoint.host().files().readText(file).lines().findFirst().orElse("").strip();
    try {
      return Release.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ": „" + text + "“ ist " + e.getMessage());
    }
  }

  private Finding asPlanned(Release installed, Endpoint endpoint) {
    Release planned = endpoint.installation().version();
    return installed.equals(planned)
        ? Finding.ok(title(), installed.toString(), "wie geplant: " + planned)
        : Finding.blocking(
            title(),
            installed.toString(),
            "wie geplant: " + planned,
            """
            Wurde der Server seither aktualisiert? Bitte den Plan auf Version %s ändern und den \
            Aktualisierungsdienst bis zum Umzug anhalten."""
                .formatted(installed));
  }

  /**
   * @param sameRelease whether both servers must have one release: a school backup cannot be
   *     updated after it was made
   */
  public Finding rule(Release source, Release target, boolean sameRelease) {
    String title = "Versionsregel";
    String reading = source + " auf dem alten, " + target + " auf dem neuen Server";
    String limit =
        sameRelease
            ? "gleiches Release: eine schulscharfe Sicherung lässt sich nicht aktualisieren"
            : "gleiches oder direkt vorangehendes Release, nicht neuer als der neue Server";
    Fit fit = ladder.fit(source, target);
    if (fit == Fit.NEWER) {
      return Finding.blocking(
          title,
          reading,
          limit,
          """
          Eine Sicherung kann nicht in eine ältere Version eingespielt werden. \
          Bitte auf dem neuen Server mindestens Version %s vorsehen."""
              .formatted(source));
    }
    return fit == Fit.SAME || fit == Fit.PRECEDING && !sameRelease
        ? Finding.ok(title, reading, limit)
        : Finding.blocking(title, reading, limit, ladder.advice(source, target, sameRelease));
  }
}
