package de.asvumzug.check.machine;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.files.LogSettings;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The installation is of the planned variant: folder {@code database} means School, and the log
 * names the driver at every start (doku.asv.bayern.de/alle/technik/install/variante).
 */
@Component
@Order(30)
public class VariantCheck implements PreflightCheck {
  private static final long LOG_BYTES_READ = 64L * 1024 * 1024;

  private final LayoutSettings layout;
  private final LogSettings logSettings;

  public VariantCheck(LayoutSettings layout, LogSettings logSettings) {
    this.layout = layout;
    this.logSettings = logSettings;
  }

  @Override
  public String title() {
    return "Server-Variante";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return side == Side.SOURCE || migration.target().inUse();
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException {
    Endpoint endpoint = context.site();
    HostFiles files = endpoint.host().files();
    if (files.statBehind(endpoint.directory()).filter(stat -> !stat.isFile()).isEmpty()) {
      return List.of(
          Finding.blocking(
              title(),
              "Ordner " + endpoint.directory() + " fehlt",
              "Installation in " + endpoint.directory(),
              "Bitte den Ordner der Installation im Umzugsplan prüfen."));
    }
    boolean folder =
        files
            .statBehind(LayoutSettings.databaseFolder(endpoint))
            .filter(stat -> stat.kind() == FileStat.Kind.FOLDER)
            .isPresent();
    return List.of(verdict(endpoint.installation().variant(), folder, driver(endpoint)));
  }

  private Finding verdict(Variant planned, boolean folder, Optional<String> driver) {
    Variant seen = folder ? Variant.SCHOOL : Variant.ENTERPRISE;
    String reading =
        seen.label()
            + (folder ? ": Ordner database vorhanden" : ": kein Ordner database")
            + driver
                .map(name -> ", Treiber laut asv.log " + name)
                .orElse(", kein Treiber im asv.log");
    String expected =
        seen == Variant.SCHOOL ? logSettings.schoolDriver() : logSettings.enterpriseDriver();
    boolean contradiction = driver.isPresent() && !driver.get().equals(expected);
    if (seen != planned || contradiction) {
      return Finding.blocking(
          title(),
          reading,
          "wie geplant: " + planned.label(),
          "Bitte auf dem Rechner nachsehen, welche Variante läuft, und den Umzugsplan anpassen.");
    }
    return driver.isPresent()
        ? Finding.ok(title(), reading, "wie geplant: " + planned.label())
        : Finding.warning(
            title(),
            reading,
            "wie geplant: " + planned.label(),
            "Im asv.log steht kein Start. Bitte prüfen, ob der Server aus diesem Ordner läuft.");
  }

  /** The last start counts: the variant may have been changed long ago. */
  private Optional<String> driver(Endpoint endpoint) throws IOException {
    HostFiles files = endpoint.host().files();
    String log = layout.path(endpoint, layout.on(endpoint).log());
    Optional<FileStat> stat = files.statBehind(log);
    if (stat.isEmpty()) {
      return Optional.empty();
    }
    long from = Math.max(0, stat.get().size() - LOG_BYTES_READ);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(files.read(log, from), StandardCharsets.ISO_8859_1))) {
      return lines
          .lines()
          .map(logSettings.driverPattern()::matcher)
          .filter(Matcher::find)
          .map(found -> found.group(1))
          .reduce((first, second) -> second);
    }
  }
}
