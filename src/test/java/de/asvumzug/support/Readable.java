package de.asvumzug.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Looks for values that anybody can read who has the disk: as they are, and within gzip. */
public final class Readable {
  private static final List<Charset> WRITTEN =
      List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE);

  private Readable() {}

  /** Files below a folder in which one of the values stands. */
  public static List<Path> filesWith(Path folder, String... values) throws IOException {
    List<Path> found = new ArrayList<>();
    for (Path file : files(folder)) {
      byte[] bytes = content(file);
      if (holds(bytes, values) || holds(unzipped(bytes), values)) {
        found.add(file);
      }
    }
    return found;
  }

  /** All that are there, while others come and go. */
  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /** Nothing, of one that is gone meanwhile. */
  private static byte[] content(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private static boolean holds(byte[] bytes, String... values) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    for (String value : values) {
      for (Charset written : WRITTEN) {
        if (text.contains(new String(value.getBytes(written), StandardCharsets.ISO_8859_1))) {
          return true;
        }
      }
    }
    return false;
  }

  private static byte[] unzipped(byte[] bytes) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
