package de.asvumzug.backup;

import de.asvumzug.asv.Site;
import java.util.Optional;

/**
 * Where a backup goes when it is complete: decides what its reader must understand, and whether
 * finished parts may be sent on already.
 *
 * @param target the new machine; empty if the backup stays where it is made
 */
public record Onward(Optional<Site> target) {
  /** Stays on its machine; if it is ever read, then there. */
  public static final Onward STAYS = new Onward(Optional.empty());

  public static Onward to(Site target) {
    return new Onward(Optional.of(target));
  }
}
