package de.asvumzug.backup.vault.tool;

import java.io.IOException;

/** A file is not what was encrypted under its name with this key; the message is German. */
public final class DamagedFile extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * @param segment the first one that is not true, from 0
   * @param size bytes of a segment
   */
  DamagedFile(long segment, long size) {
    super(
        "verändert, abgeschnitten oder vertauscht ab Byte %s (Abschnitt %s)"
            .formatted(segment * size, segment + 1));
  }

  private DamagedFile(String message, DamagedFile cause) {
    super(message, cause);
  }

  /** It is not there at all. */
  static DamagedFile missing(String path) {
    return new DamagedFile(path + ": fehlt", null);
  }

  /** The same, with the file's name before it. */
  DamagedFile of(String path) {
    return new DamagedFile(path + ": " + getMessage(), this);
  }
}
