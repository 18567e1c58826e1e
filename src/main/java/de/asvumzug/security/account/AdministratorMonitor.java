package de.asvumzug.security.account;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Watches that {@code camunda-admin} has a direct member: without one the web applications offer to
 * create an administrator to anybody (CVE-2026-77226). The address is denied as well; this watch
 * notices when the second wall is gone.
 */
@Component
public final class AdministratorMonitor {
  private static final Logger LOG = LoggerFactory.getLogger(AdministratorMonitor.class);

  private final Groups groups;

  AdministratorMonitor(Groups groups) {
    this.groups = groups;
  }

  /**
   * Checks now and every ten minutes.
   *
   * @return whether all is well
   */
  @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT10M")
  public boolean check() {
    boolean fine = groups.members(Groups.ADMIN) > 0;
    if (!fine) {
      LOG.error(
          "Die Gruppe {} hat kein direktes Mitglied. Bitte sofort unter asv.break-glass einen Benutzer eintragen und neu starten.",
          Groups.ADMIN);
    }
    return fine;
  }
}
