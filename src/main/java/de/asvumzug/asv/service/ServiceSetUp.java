package de.asvumzug.asv.service;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Brings the services of a new installation into the state that the move needs. */
@Component
public class ServiceSetUp {
  /** Mode that neither downloads nor installs by itself (aktualisierungsdienst/konfiguration). */
  public static final String QUIET_MODE = "manual";

  private final AsvServices services;
  private final LocalFiles localFiles;
  private final ServiceSettings settings;

  public ServiceSetUp(AsvServices services, LocalFiles localFiles, ServiceSettings settings) {
    this.services = services;
    this.localFiles = localFiles;
    this.settings = settings;
  }

  /**
   * Requires both units to be there, hands the installation over to the services' user where that
   * exists, and keeps the update service from updating by itself until the end.
   *
   * @return hints for people, German; empty if all is as it should be
   * @throws OperationFailed (permanent) if a unit is missing
   */
  public List<String> setUp(Endpoint endpoint) throws IOException, InterruptedException {
    List<String> hints = new ArrayList<>();
    for (UnitState unit : List.of(services.server(endpoint), services.updateService(endpoint))) {
      if (!unit.known()) {
        throw OperationFailed.permanent(
            "Auf %s gibt es den Dienst %s nicht.".formatted(endpoint.host().name(), unit.unit()),
            """
            Bitte ihn mit dem Installer einrichten oder unter asv.services den richtigen Namen \
            eintragen, dann den Schritt wiederholen.""");
      }
      hints.addAll(user(endpoint, unit.unit()));
    }
    services.setMode(endpoint, QUIET_MODE);
    localFiles.giveToService(endpoint, endpoint.directory());
    return hints;
  }

  private List<String> user(Endpoint endpoint, String unit)
      throws IOException, InterruptedException {
    String user = services.userOf(endpoint, unit);
    return user.equals(settings.on(endpoint).user()) || !localFiles.serviceUserExists(endpoint)
        ? List.of()
        : List.of(
            "Der Dienst %s läuft als %s; vorgesehen ist der Benutzer %s."
                .formatted(unit, user.isEmpty() ? "root" : user, settings.on(endpoint).user()));
  }
}
