package de.asvumzug.backup.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import java.util.List;
import java.util.Optional;

/**
 * Which school's backup is to be restored where, and what proves that it may.
 *
 * @param target the new end
 * @param school Schulnummer
 * @param moving numbers of all schools of the move
 * @param received the school's backup as it lies on the target
 * @param fresh proof that the target was installed in this move
 * @param targetBackup safety backup of a target that was in use, made in this move
 */
public record TenantRestoreOrder(
    Endpoint target,
    String school,
    List<String> moving,
    Backup received,
    Optional<FreshInstallation> fresh,
    Optional<Backup> targetBackup) {}
