package de.asvumzug.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.time.temporal.TemporalAmount;

/**
 * What the people involved have chosen.
 *
 * @param testClient install a test client on the new machine (guide, "Neuinstallation")
 * @param setUpServices set the server and the update service up as services
 * @param updateService start the update service at the end
 * @param installServer how the installer is run, for the server and for the test client alike
 * @param runUpdateInstaller how the Updateinstaller is run
 * @param updateClients how clients learn a new address
 * @param backupTenant how the school backups are made (guide, "Einspielung der Sicherung für einen
 *     Mandanten")
 * @param restoreTenant how the school backups are restored
 * @param tenantAccess how a school is locked, unlocked or removed where it must not be worked with
 * @param cloneTool for School to Enterprise: whether the ministry's 1:1 clone tool is used instead
 *     of school backups (docs/domain.md §4)
 * @param retention how long transferred copies are kept after acceptance: a {@link
 *     java.time.Period} (days and longer) or a {@link java.time.Duration}; {@code toString()} is
 *     the ISO text that a timer understands
 * @param reminders when people are reminded of tasks and of the window
 * @param downtime how long nobody is expected to be able to work; null if nobody said so, then the
 *     whole window counts
 */
public record Options(
    boolean testClient,
    boolean setUpServices,
    boolean updateService,
    Mode installServer,
    Mode runUpdateInstaller,
    Mode updateClients,
    Mode backupTenant,
    Mode restoreTenant,
    Mode tenantAccess,
    boolean cloneTool,
    @JsonSerialize(using = ToStringSerializer.class) @JsonDeserialize(using = RetentionText.class)
        TemporalAmount retention,
    Reminders reminders,
    @JsonInclude(JsonInclude.Include.NON_NULL) Downtime downtime) {

  /** Plans of before this could be chosen have the usual reminders. */
  public Options {
    reminders = reminders == null ? Reminders.USUAL : reminders;
  }

  /** With the usual reminders, and nothing said about the downtime. */
  public Options(
      boolean testClient,
      boolean setUpServices,
      boolean updateService,
      Mode installServer,
      Mode runUpdateInstaller,
      Mode updateClients,
      Mode backupTenant,
      Mode restoreTenant,
      Mode tenantAccess,
      boolean cloneTool,
      TemporalAmount retention) {
    this(
        testClient,
        setUpServices,
        updateService,
        installServer,
        runUpdateInstaller,
        updateClients,
        backupTenant,
        restoreTenant,
        tenantAccess,
        cloneTool,
        retention,
        Reminders.USUAL,
        null);
  }

  /**
   * How an element of the models is carried out.
   *
   * @param element id of the element, e.g. {@code installServer}
   * @return AUTOMATIC for every element that leaves no choice
   */
  public Mode mode(String element) {
    return switch (element) {
      case "installServer", "installTestClient" -> installServer;
      case "runUpdateInstaller" -> runUpdateInstaller;
      case "updateClients" -> updateClients;
      case "backupTenant" -> backupTenant;
      case "restoreTenant" -> restoreTenant;
      case "lockTenantOnSource", "unlockTenantOnSource", "removeTenantOnTarget" -> tenantAccess;
      default -> Mode.AUTOMATIC;
    };
  }
}
