package de.asvumzug.backup.restore;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import java.util.Optional;

/**
 * What is to be restored where, and what proves that it may.
 *
 * @param target the new end
 * @param source the old end
 * @param received the database backup as it lies on the target
 * @param fresh proof that the target's database is the fresh installation's own
 * @param targetBackup backup of the target's database made in the same move
 */
public record RestoreOrder(
    Endpoint target,
    Endpoint source,
    Backup received,
    Optional<FreshInstallation> fresh,
    Optional<Backup> targetBackup) {}
