package de.asvumzug.check.machine;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.DatabaseEngines;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Overrulable;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Room for the backup on the old machine, and for copy and restored database on the new one. */
@Component
@Order(50)
public class DiskSpaceCheck implements PreflightCheck {
  private final CheckSettings settings;
  private final DatabaseEngines engines;

  public DiskSpaceCheck(CheckSettings settings, DatabaseEngines engines) {
    this.settings = settings;
    this.engines = engines;
  }

  @Override
  public String title() {
    return "Freier Speicherplatz";
  }

  @Override
  public boolean mayBeOverruled() {
    return true; // an estimate; a disk that fills up is a step that fails, and nothing is replaced
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    boolean source = context.site().side() == Side.SOURCE;
    Endpoint data = source ? context.site() : context.other();
    long bytes = engines.of(data).dataBytes(data);
    double factor = source ? settings.backupSpaceFactor() : settings.spaceFactor();
    long wanted = (long) (bytes * factor);
    String folder = context.site().host().workFolder();
    HostFiles files = context.site().host().files();
    files.createFolders(folder);
    long free = files.freeBytes(folder);
    String reading = GermanFormat.bytes(free) + " frei in " + folder;
    String limit =
        GermanFormat.bytes(wanted)
            + (source ? " für die Sicherung" : " für Kopie und Einspielung")
            + " (Daten: "
            + GermanFormat.bytes(bytes)
            + ")";
    return List.of(
        free >= wanted
            ? Finding.ok(title(), reading, limit)
            : Finding.blocking(
                    title(),
                    reading,
                    limit,
                    """
                    Bitte Platz schaffen oder den Arbeitsordner (asv.machines.%s.work-folder) \
                    auf ein größeres Laufwerk legen."""
                        .formatted(context.site().host().name()))
                .mayBeOverruled(
                    "zu wenig Platz in " + folder, Overrulable.missingTenths(free, wanted)));
  }
}
