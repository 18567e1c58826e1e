package de.asvumzug.backup.transfer;

import java.util.Collection;

/**
 * A file on its way, or the first part of one that still grows.
 *
 * @param path relative to both folders, with '/'
 * @param partial its name on the new machine until it is there and proven
 * @param size how many bytes of it are to be there in the end
 * @param there how many were there at the last look; negative if there is no file yet
 */
public record PartialFile(String path, String partial, long size, long there) {
  static final String PARTIAL = ".part";

  /**
   * What is appended to the name of a file until it is whole.
   *
   * @param names of whole files; some of them may look like partial ones
   */
  static String ending(Collection<String> names) {
    String ending = PARTIAL;
    for (int i = 2; endsWith(names, ending); i++) {
      ending = PARTIAL + i;
    }
    return ending;
  }

  private static boolean endsWith(Collection<String> names, String ending) {
    return names.stream().anyMatch(name -> name.endsWith(ending));
  }
}
