package de.asvumzug.plan;

import java.time.Period;

/**
 * What the people involved have chosen.
 *
 * @param testClient install a test client on the new machine (guide, "Neuinstallation")
 * @param setUpServices set the server and the update service up as services
 * @param updateService start the update service at the end
 * @param installServer how the installer is run
 * @param runUpdateInstaller how the Updateinstaller is run
 * @param updateClients how clients learn a new address
 * @param retention how long transferred copies are kept after acceptance
 */
public record Options(
    boolean testClient,
    boolean setUpServices,
    boolean updateService,
    Mode installServer,
    Mode runUpdateInstaller,
    Mode updateClients,
    Period retention) {}
