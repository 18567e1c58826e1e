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
  public Noted note(Endpoint site) throws IOException {
    return new Noted(site.host().name(), services.mode(site), localMode(site));
  }

  /** Whether the mode is the one in which nothing is installed by itself. */
  public boolean frozen(Endpoint site) throws IOException {
    return settings.frozen().equals(services.mode(site));
  }

  /**
   * Sets the mode in which nothing is installed by itself. A second run only lets the service read
   * its settings again: the first may have been cut before that.
   *
   * @param noted what {@link #note} saw before
   */
  public void freeze(Endpoint site, Noted noted) throws IOException, InterruptedException {
    if (!settings.frozen().equals(noted.localMode())) {
      services.setMode(site, settings.frozen());
      restart(site);
    }
  }

  /**
   * Whether a server is up or comes up by itself, so that its updates matter. An old server that is
   * out of work stays as it is.
   */
  public boolean works(Endpoint site) throws IOException, InterruptedException {
    UnitState server = services.server(site);
    return server.active() || server.enabled();
  }

  /**
   * Sets a noted mode again; the local setting goes if there was none. Where the shipped mode is
   * another one than the noted mode (a new installation), the noted one is set.
   *
   * @return the mode that holds now; null if neither file says
   */
  public String thaw(Endpoint site, Noted noted) throws IOException, InterruptedException {
    services.setMode(site, noted.localMode());
    if (noted.mode() != null && !noted.mode().equals(services.mode(site))) {
      services.setMode(site, noted.mode());
    }
    if (!settings.frozen().equals(noted.localMode())) {
      restart(site);
    }
    return services.mode(site);
  }

  private void restart(Endpoint site) throws IOException, InterruptedException {
    if (settings.restart()) {
      services.restartUpdateServiceIfUp(site);
    }
  }

  private String localMode(Endpoint site) throws IOException {
    return localFiles
        .read(site, layout.on(site).updateLocalConfiguration())
        .get(layout.on(site).updateModeKey())
        .orElse(null);
  }
}
