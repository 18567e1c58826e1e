package de.asvumzug.check.probe;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Records that are sorted into parts on disk by a value, so that all records of one part at a time
 * fit into memory, however many there are.
 */
final class DiskParts {
  /** A million owners make less than a megabyte each part. */
  static final int PARTS = 128;

  private static final int BUFFER = 8192;

  private final Path folder;

  DiskParts(Path folder) {
    this.folder = folder;
  }

  /** Takes one kind of records. */
  static final class Writer {
    private final DataOutputStream[] parts = new DataOutputStream[PARTS];

    private Writer(Path folder, String kind) throws IOException {
      for (int part = 0; part < PARTS; part++) {
        parts[part] =
            new DataOutputStream(
                new BufferedOutputStream(
                    Files.newOutputStream(folder.resolve(kind + "." + part)), BUFFER));
      }
    }

    /** The part of a value, with the next record begun. */
    DataOutputStream next(String value) throws IOException {
      DataOutputStream out = parts[Math.floorMod(value.hashCode() * 0x9E3779B9 >>> 16, PARTS)];
      out.writeBoolean(true);
      return out;
    }

    /** A part without the mark at its end was cut. */
    void finish() throws IOException {
      for (DataOutputStream part : parts) {
        part.writeBoolean(false);
        part.close();
      }
    }
  }

  /** What is done with one record. */
  interface Taker {
    void take(DataInputStream in) throws IOException;
  }

  Writer writer(String kind) throws IOException {
    Files.createDirectories(folder);
    return new Writer(folder, kind);
  }

  /** Reads a part to its end and removes it. */
  void drain(String kind, int part, Taker taker) throws IOException {
    Path file = folder.resolve(kind + "." + part);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
      while (in.readBoolean()) {
        taker.take(in);
      }
    }
    Files.delete(file);
  }

  /** Removes all, also what an earlier run has left. */
  void clear() throws IOException {
    if (Files.isDirectory(folder)) {
      for (File file : folder.toFile().listFiles()) {
        Files.delete(file.toPath());
      }
      Files.delete(folder);
    }
  }
}
