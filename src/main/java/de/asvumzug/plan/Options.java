package de.asvumzug.plan;

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
 * @param retention how long transferred copies are kept after acceptance: a {@link
 *     java.time.Period} (days and longer) or a {@link java.time.Duration}; {@code toString()} is
 *     the ISO text that a timer understands
 */
public record Options(
    boolean testClient,
    boolean setUpServices,
    boolean updateService,
    Mode installServer,
    Mode runUpdateInstaller,
    Mode updateClients,
    @JsonSerialize(using = ToStringSerializer.class) @JsonDeserialize(using = RetentionText.class)
        TemporalAmount retention) {}
