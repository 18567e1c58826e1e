package de.asvumzug.asv;

import java.time.Instant;
import java.util.List;

/**
 * Which schools a move keeps out of the old server; noted before the first lock, so that a way back
 * knows of every one of them.
 *
 * @param machine name of the machine
 * @param schools Schulnummern that the move locks
 * @param lockedBefore those of them that were locked already: a way back leaves them so
 * @param locked false once the way back has unlocked them
 * @param at on the application's clock
 */
public record TenantLocks(
    String machine, List<String> schools, List<String> lockedBefore, boolean locked, Instant at) {
  /** Name of the evidence. */
  public static final String EVIDENCE = "tenant-locks";

  public TenantLocks {
    schools = List.copyOf(schools);
    lockedBefore = List.copyOf(lockedBefore);
  }

  public TenantLocks undone(Instant when) {
    return new TenantLocks(machine, schools, lockedBefore, false, when);
  }
}
