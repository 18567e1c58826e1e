package de.asvumzug.host;

import java.time.Instant;

/**
 * A file or folder on a host.
 *
 * @param path path relative to the listed folder, with '/' between names; for a single file its
 *     name
 * @param kind file, folder, link or other
 * @param size in bytes; 0 for folders
 * @param modified last change
 */
public record FileStat(String path, Kind kind, long size, Instant modified) {

  /** What stands at the path. */
  public enum Kind {
    FILE,
    FOLDER,
    LINK,
    OTHER
  }

  public boolean isFile() {
    return kind == Kind.FILE;
  }
}
