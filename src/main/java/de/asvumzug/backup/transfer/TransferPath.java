package de.asvumzug.backup.transfer;

import de.asvumzug.host.Host;

/**
 * From one folder on one machine to one folder on another.
 *
 * @param source absolute path on {@code from}
 * @param target absolute path on {@code to}
 */
public record TransferPath(Host from, String source, Host to, String target) {}
