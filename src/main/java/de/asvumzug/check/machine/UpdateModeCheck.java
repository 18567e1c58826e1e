package de.asvumzug.check.machine;

import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.files.LocalConfiguration;
import de.asvumzug.asv.update.UpdateModeSettings;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The mode of the update service is readable, so that it can be kept from changing the version
 * during the move and set again afterwards (trap 5).
 */
@Component
@Order(105)
public class UpdateModeCheck implements PreflightCheck {
  /** Documented modes (docs/domain.md §8). */
  private static final Set<String> MODES = Set.of("auto", "mixed", "manual");

  private final LayoutSettings layout;
  private final UpdateModeSettings settings;

  public UpdateModeCheck(LayoutSettings layout, UpdateModeSettings settings) {
    this.layout = layout;
    this.settings = settings;
  }

  @Override
  public String title() {
    return "Betriebsart des Aktualisierungsdienstes";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return side == Side.SOURCE || migration.target().inUse();
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException {
    String mode = "";
    for (String file :
        List.of(
            layout.on(context.site()).updateLocalConfiguration(),
            layout.on(context.site()).updateConfiguration())) {
      Optional<String> value =
          LocalConfiguration.read(context.site().host().files(), layout.path(context.site(), file))
              .get(layout.on(context.site()).updateModeKey());
      if (mode.isBlank() && value.isPresent()) {
        mode = value.get().strip();
      }
    }
    String limit =
        "auto, mixed oder manual; bis zum Ende des Umzugs gilt danach " + settings.frozen();
    return List.of(
        MODES.contains(mode)
            ? Finding.ok(title(), mode, limit)
            : Finding.warning(
                title(),
                mode.isEmpty() ? "nicht eingetragen" : "unbekannt: " + mode,
                limit,
                """
                Bitte in %s nachsehen, ob der Dienst Updates selbst einspielt. \
                Ein Update zwischen Sicherung und Einspielung macht die Sicherung unbrauchbar."""
                    .formatted(layout.on(context.site()).updateLocalConfiguration())));
  }
}
