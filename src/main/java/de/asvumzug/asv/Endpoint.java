package de.asvumzug.asv;

import de.asvumzug.host.Host;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Side;

/** One end of a move with the machine it is on: what services work with. */
public record Endpoint(Side side, Installation installation, Host host) {

  public String directory() {
    return installation.directory();
  }
}
