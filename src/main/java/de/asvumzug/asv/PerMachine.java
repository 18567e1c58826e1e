package de.asvumzug.asv;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Settings of one kind that single machines have of their own: two ends of a move may be different
 * systems.
 */
public final class PerMachine<T> {
  private final Map<String, T> own;

  private PerMachine(Map<String, T> own) {
    this.own = Collections.unmodifiableMap(new HashMap<>(own));
  }

  public static <T> PerMachine<T> none() {
    return new PerMachine<>(Map.of());
  }

  /**
   * @param own whole settings, by the machine's name
   */
  public static <T> PerMachine<T> of(Map<String, T> own) {
    return new PerMachine<>(own);
  }

  /** A machine's own settings, else the common ones. */
  public T of(String machine, T common) {
    return own.getOrDefault(machine, common);
  }
}
