package de.asvumzug.host;

/**
 * That another machine may send files to this one directly, and how it is let in.
 *
 * @param address where it knocks
 * @param authorizedKeys absolute path of the log-in's authorized_keys on this machine
 */
public record Reception(SshAddress address, String authorizedKeys) {}
