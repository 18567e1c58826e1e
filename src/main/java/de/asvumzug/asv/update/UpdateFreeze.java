package de.asvumzug.asv.update;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.UnitState;
import de.asvumzug.asv.update.UpdateModes.Noted;
import java.io.IOException;
import org.springframework.stereotype.Component;

/**
 * Keeps the update service from changing the version while a move is prepared and carried out
 * (docs/domain.md §13, trap 5): sets its mode in the local file (rule I4), and back.
 */
@Component
public class UpdateFreeze {
  private final AsvServices services;
  private final LocalFiles localFiles;
  private final LayoutSettings layout;
  private final UpdateModeSettings settings;

  public UpdateFreeze(
      AsvServices services,
      LocalFiles localFiles,
      LayoutSettings layout,
      UpdateModeSettings settings) {
    this.services = services;
    this.localFiles = localFiles;
    this.layout = layout;
    this.settings = settings;
  }

  /** The mode as it is now. */
  public Noted note(Endpoint endpoint) throws IOException {
    return new Noted(endpoint.host().name(), services.mode(endpoint), localMode(endpoint));
  }

  /** Whether the mode is the one in which nothing is installed by itself. */
  public boolean frozen(Endpoint endpoint) throws IOException {
    return settings.frozen().equals(services.mode(endpoint));
  }

  /**
   * Sets the mode in which nothing is installed by itself. A second run only lets the service read
   * its settings again: the first may have been cut before that.
   *
   * @param noted what {@link #note} saw before
   */
  public void freeze(Endpoint endpoint, Noted noted) throws IOException, InterruptedException {
    if (!settings.frozen().equals(noted.localMode())) {
      services.setMode(endpoint, settings.frozen());
      restart(endpoint);
    }
  }

  /**
   * Whether a server is up or comes up by itself, so that its updates matter. An old server that is
   * out of work stays as it is.
   */
  public boolean works(Endpoint endpoint) throws IOException, InterruptedException {
    UnitState server = services.server(endpoint);
    return server.active() || server.enabled();
  }

  /**
   * Sets a noted mode again; the local setting goes if there was none. Where the shipped mode is
   * another one than the noted mode (a new installation), the noted one is set.
   *
   * @return the mode that holds now; null if neither file says
   */
  public String thaw(Endpoint endpoint, Noted noted) throws IOException, InterruptedException {
    services.setMode(endpoint, noted.localMode());
    if (noted.mode() != null && !noted.mode().equals(services.mode(endpoint))) {
      services.setMode(endpoint, noted.mode());
    }
    if (!settings.frozen().equals(noted.localMode())) {
      restart(endpoint);
    }
    return services.mode(endpoint);
  }

  private void restart(Endpoint endpoint) throws IOException, InterruptedException {
    if (settings.restart()) {
      services.restartUpdateServiceIfUp(endpoint);
    }
  }

  private String localMode(Endpoint endpoint) throws IOException {
    return localFiles
        .read(endpoint, layout.on(endpoint).updateLocalConfiguration())
        .get(layout.on(endpoint).updateModeKey())
        .orElse(null);
  }
}
