package de.asvumzug.lab.asv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** The shipped files of a package and how they get into an installation. */
final class Program {
  private Program() {}

  /** Copies the package's files and writes the list for the consistency check. */
  static void copy(Path program, Home home) throws IOException {
    try (Stream<Path> files = Files.walk(program)) {
      for (Path file : files.toList()) {
        Path target = home.folder().resolve(program.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
          target.toFile().setExecutable(!target.toString().endsWith(".jar"), false);
        }
      }
    }
    Shipped.write(home);
  }

  static void deletePlugins(Home home) throws IOException {
    try (Stream<Path> files = Files.list(home.file("plugins"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
