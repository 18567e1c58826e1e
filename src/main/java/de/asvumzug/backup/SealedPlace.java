package de.asvumzug.backup;

/**
 * Where a backup is while it is made.
 *
 * @param plain folder that programs write to
 * @param sealed folder that grows beside it, with the same names
 * @param journal file that says what has been encrypted
 */
public record SealedPlace(String plain, String sealed, String journal) {

  static SealedPlace of(String path) {
    return new SealedPlace(path, path + ".sealed", path + ".sealing");
  }
}
