package de.asvumzug.lab.asv;

import java.io.IOException;

/** What the lab does in place of somebody who sits at a client. */
public final class LabClientDoor {
  private LabClientDoor() {}

  /** Removes a school from a running server. */
  public static void delete(Home home, String school) throws IOException, InterruptedException {
    try {
      RunningServer.of(home).ask("delete", school);
    } catch (Exit e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
