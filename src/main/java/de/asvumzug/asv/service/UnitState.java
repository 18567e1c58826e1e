package de.asvumzug.asv.service;

/**
 * What the service manager says of a unit.
 *
 * @param unit its name
 * @param known whether there is such a unit
 * @param active whether it runs, starts or stops: anything but proven inactive
 * @param enabled whether the machine would start it by itself
 * @param seen the answers as given, e.g. {@code inactive, disabled}
 */
public record UnitState(String unit, boolean known, boolean active, boolean enabled, String seen) {
  /** How Windows' start type "on demand" is said; part of stored evidence. */
  static final String BY_HAND = "manuell";

  /** Whether anybody may start it with a click, though the machine does not by itself. */
  public boolean byHand() {
    return known && seen.endsWith(BY_HAND);
  }

  /** Whether it could come back: only what is disabled is proven to stay down. */
  public boolean startable() {
    return enabled || byHand();
  }

  /** Whether it is on its way down; it still counts as active. */
  public boolean stopping() {
    return seen.startsWith("deactivating");
  }
}
