package de.asvumzug.backup.configuration;

import java.util.List;

/**
 * What became of each key of the old local files; evidence {@code configuration-merge}.
 *
 * @param machine where the new files lie
 * @param keys every key that stands in an old or a new local file
 * @param written local files that were changed, relative to the installation
 */
public record ConfigurationMerge(String machine, List<Key> keys, List<String> written) {
  public static final String EVIDENCE = "configuration-merge";

  public ConfigurationMerge {
    keys = List.copyOf(keys);
    written = List.copyOf(written);
  }

  /**
   * A key; values that look secret are masked.
   *
   * @param oldValue on the old server; null if absent
   * @param newValue of the new installation before; null if absent
   * @param taken whether the old value holds now
   * @param reason German
   */
  public record Key(
      String file, String key, String oldValue, String newValue, boolean taken, String reason) {}
}
