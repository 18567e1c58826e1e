package de.asvumzug.host;

import de.asvumzug.host.script.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files of a host. Paths are absolute paths there. Nothing holds a whole file in memory but {@code
 * readText}.
 */
public interface HostFiles {

  /** What stands at the path itself; a link is a link. */
  Optional<FileStat> stat(String path) throws IOException;

  /**
   * What stands at the path, or behind it where it is a link: for whatever people have put there. A
   * link that leads nowhere is a link.
   */
  Optional<FileStat> statBehind(String path) throws IOException;

  /** The path that a link leads to, whether or not anything is there; any other path is itself. */
  String realPath(String path) throws IOException;

  /** All files, folders and links below a folder, sorted by path; links are not followed. */
  List<FileStat> list(String folder) throws IOException;

  InputStream read(String path, long offset) throws IOException;

  /**
   * Opens for writing at an offset, which must not be beyond the file's end; 0 creates or
   * truncates.
   */
  OutputStream write(String path, long offset) throws IOException;

  /**
   * The beginnings of several files, one after the other, at the cost of one.
   *
   * @throws IOException also while reading, where a file is shorter than its part
   */
  default InputStream readParts(List<FilePart> parts) throws IOException {
    return new Parts.Reading(this, parts);
  }

  /**
   * Replaces several files by what is written, one after the other, at the cost of one. Their
   * folders must be there. Cut in the middle, each file holds the beginning of its part, or is as
   * it was.
   */
  default OutputStream writeParts(List<FilePart> parts) throws IOException {
    return new Parts.Writing(this, parts);
  }

  /** A small text file (UTF-8, at most 16 MiB). */
  String readText(String path) throws IOException;

  /**
   * Writes a small text file by way of a temporary name and a rename, so that it is there whole or
   * not at all.
   */
  void writeText(String path, String text) throws IOException;

  void createFolders(String path) throws IOException;

  /** Renames atomically; fails if the new name is taken. */
  void move(String from, String to) throws IOException;

  /** Copies one file on the same host, keeping time and mode; fails if the new name is taken. */
  void copy(String from, String to) throws IOException;

  /**
   * Copies one file as {@link #copy} does.
   *
   * @return SHA-256 of what was copied, read only once for both
   */
  default String copyWithSum(String from, String to) throws IOException {
    copy(from, to);
    return sha256(to);
  }

  /** Removes a file or a whole folder; nothing happens if it is not there. */
  void delete(String path) throws IOException;

  /** SHA-256 as lower-case hex, by a full read. */
  String sha256(String path) throws IOException;

  /** Bytes free for the file system that holds the path. */
  long freeBytes(String path) throws IOException;

  /**
   * Makes {@code user} the owner of everything below; nothing happens where the running user may
   * not do that and already owns it.
   */
  void changeOwner(String path, String user) throws IOException;

  // Several at once: on a machine far away every single act costs a way there and back.

  /** SHA-256 of each, in the order of the paths. */
  default List<String> sha256(List<String> paths) throws IOException {
    List<String> sums = new ArrayList<>();
    for (String path : paths) {
      sums.add(sha256(path));
    }
    return sums;
  }

  /** Renames each as {@link #move} does; may be called again after it was cut. */
  default void moveAll(Map<String, String> names) throws IOException {
    for (Map.Entry<String, String> name : names.entrySet()) {
      if (stat(name.getKey()).isPresent() || stat(name.getValue()).isEmpty()) {
        move(name.getKey(), name.getValue());
      }
    }
  }

  /** Copies each as {@link #copy} does. */
  default void copyAll(Map<String, String> copies) throws IOException {
    for (Map.Entry<String, String> copy : copies.entrySet()) {
      copy(copy.getKey(), copy.getValue());
    }
  }

  /** Creates each as {@link #createFolders} does. */
  default void createAllFolders(List<String> paths) throws IOException {
    for (String path : paths) {
      createFolders(path);
    }
  }
}
