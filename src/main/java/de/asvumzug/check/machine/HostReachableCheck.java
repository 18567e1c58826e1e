package de.asvumzug.check.machine;

import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.HostFiles;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The machine answers and the product's work folder there can be written. */
@Component
@Order(10)
public class HostReachableCheck implements PreflightCheck {

  @Override
  public String title() {
    return "Rechner erreichbar";
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException {
    String folder = context.site().host().workFolder();
    String limit = "Arbeitsordner " + folder + " beschreibbar";
    HostFiles files = context.site().host().files();
    String probe = folder + "/probe-" + UUID.randomUUID();
    try {
      files.createFolders(folder);
      files.writeText(probe, "Schreibprobe\n");
      files.delete(probe);
    } catch (IOException e) {
      return List.of(
          Finding.blocking(
              title(),
              "Arbeitsordner nicht beschreibbar: " + e.getMessage(),
              limit,
              "Bitte den Ordner anlegen und dem Benutzer der Anwendung Schreibrecht geben."));
    }
    return List.of(Finding.ok(title(), context.site().host().name() + " antwortet", limit));
  }
}
