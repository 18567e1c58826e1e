package de.asvumzug.host.secret;

/**
 * The values of all secrets that have been read since the start, so that none of them gets into a
 * log, the trail or a mail by accident (rule I5). Kept in memory only.
 */
public interface SecretValues {

  /**
   * To be called with every secret that is read; null, blank and one- or two-character values are
   * ignored.
   */
  void remember(String value);

  /**
   * Returns the text with every remembered value replaced by {@code •••}; null stays null. Values
   * shorter than eight characters are replaced only where they stand alone, so that a PIN 2026 does
   * not tear up {@code U-2026-0001}.
   */
  String mask(String text);
}
