package de.asvumzug.host;

import java.util.List;

/**
 * How other machines reach a machine over SSH.
 *
 * @param hostKeys as in known_hosts, without the name, e.g. {@code ssh-ed25519 AAAA…}
 */
public record SshAddress(String user, String address, int port, List<String> hostKeys) {
  public SshAddress {
    hostKeys = List.copyOf(hostKeys);
  }
}
