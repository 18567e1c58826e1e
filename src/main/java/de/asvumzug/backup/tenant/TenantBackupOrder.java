package de.asvumzug.backup.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.plan.release.Release;
import java.time.Instant;

/**
 * Which school's backup is to be made, and what it must be good for.
 *
 * @param source the old end
 * @param school Schulnummer
 * @param target version that will read it: there is no update path for a school backup, the data
 *     models must be equal (docs/domain.md §6)
 * @param stoppedAt when the old server was seen stopped in this move, on the application's clock;
 *     what is older may lack what was entered since
 * @param byHand whether a person makes it and puts it into the folder
 */
public record TenantBackupOrder(
    Endpoint source, String school, Release target, Instant stoppedAt, boolean byHand) {}
