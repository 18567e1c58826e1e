package de.asvumzug.host.ssh;

import java.util.List;

/**
 * How another machine logs in at this one.
 *
 * @param hostKeys what this machine must prove to have: type and key as in a known_hosts file,
 *     without the name
 * @param authorizedKeys path of the log-in's list of keys, absolute or relative to its home
 */
public record SshAddress(
    String user, String address, int port, List<String> hostKeys, String authorizedKeys) {
  public SshAddress {
    hostKeys = List.copyOf(hostKeys);
  }
}
