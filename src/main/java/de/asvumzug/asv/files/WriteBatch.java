package de.asvumzug.asv.files;

import de.asvumzug.host.FilePart;
import de.asvumzug.host.HostFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * New files of one run, written many at a time: on a machine far away every single act costs a way
 * there and back, and on Windows the start of a PowerShell. Holds at most {@value #MOST_BYTES}
 * bytes.
 */
public final class WriteBatch {
  /** Larger files are worth an act of their own. */
  public static final int SMALL = 1 << 20;

  private static final int MOST_BYTES = 16 << 20;
  private static final int MOST_FILES = 1000;

  private final HostFiles files;
  private final Set<String> created = new HashSet<>();
  private final List<String> folders = new ArrayList<>();
  private final List<FilePart> parts = new ArrayList<>();
  private final List<byte[]> contents = new ArrayList<>();
  private int bytes;

  public WriteBatch(HostFiles files) {
    this.files = files;
  }

  public void folder(String path) throws IOException {
    if (created.add(path)) {
      folders.add(path);
      if (folders.size() >= MOST_FILES) {
        flush();
      }
    }
  }

  /** A whole file, whose folder is made as well. */
  public void file(String path, byte[] content) throws IOException {
    folder(parent(path));
    parts.add(new FilePart(path, content.length));
    contents.add(content);
    bytes += content.length;
    if (bytes >= MOST_BYTES || parts.size() >= MOST_FILES) {
      flush();
    }
  }

  /** A large file, after what came before it. */
  public OutputStream large(String path) throws IOException {
    folder(parent(path));
    flush();
    return files.write(path, 0);
  }

  public void flush() throws IOException {
    if (!folders.isEmpty()) {
      files.createAllFolders(List.copyOf(folders));
      folders.clear();
    }
    if (!parts.isEmpty()) {
      try (OutputStream out = files.writeParts(List.copyOf(parts))) {
        for (byte[] content : contents) {
          out.write(content);
        }
      }
      parts.clear();
      contents.clear();
      bytes = 0;
    }
  }

  private static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }
}
