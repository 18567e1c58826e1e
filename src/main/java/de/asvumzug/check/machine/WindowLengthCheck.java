package de.asvumzug.check.machine;

import de.asvumzug.asv.database.DatabaseEngines;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Overrulable;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.finding.PreparationSettings;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Window;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The window is long enough for the data that are really there. */
@Component
@Order(55)
public class WindowLengthCheck implements PreflightCheck {
  private final PreparationSettings settings;
  private final DatabaseEngines engines;

  public WindowLengthCheck(PreparationSettings settings, DatabaseEngines engines) {
    this.settings = settings;
    this.engines = engines;
  }

  @Override
  public String title() {
    return "Länge des Umzugsfensters";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.source();
  }

  @Override
  public boolean mayBeOverruled() {
    return true; // an estimate; the window's end is watched
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    return List.of(
        judge(context.migration().window(), engines.of(context.site()).dataBytes(context.site())));
  }

  public Finding judge(Window window, long bytes) {
    Duration length = Duration.between(window.start(), window.end());
    Duration needed =
        settings.baseTime().plusSeconds(bytes / Math.max(1, settings.ratePerSecond().toBytes()));
    String reading = minutes(length) + " geplant";
    String limit = "etwa " + minutes(needed) + " für " + GermanFormat.bytes(bytes) + " Daten";
    return length.compareTo(needed) >= 0
        ? Finding.ok(title(), reading, limit)
        : Finding.blocking(
                title(),
                reading,
                limit,
                """
                Bitte diesen Umzug abbrechen und mit einem Umzugsfenster von mindestens %s neu \
                einreichen; oder, wenn die Rechner nachweislich schneller sind, \
                asv.preparation.rate-per-second anpassen und die Prüfung wiederholen."""
                    .formatted(minutes(needed)))
            .mayBeOverruled(
                "kürzer als geschätzt: " + reading,
                Overrulable.missingTenths(length.toSeconds(), needed.toSeconds()));
  }

  private static String minutes(Duration duration) {
    return duration.toHours() + " h " + duration.toMinutesPart() + " min";
  }
}
