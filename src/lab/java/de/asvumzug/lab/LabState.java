package de.asvumzug.lab;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** What a lab must remember to be opened again: ports, passwords, sizes. */
final class LabState {
  private static final String FILE = "lab.properties";
  private final Path file;
  private final Properties values = new Properties();

  LabState(Path folder) throws IOException {
    this.file = folder.resolve(FILE);
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        values.load(in);
      }
    }
  }

  static boolean existsIn(Path folder) {
    return Files.exists(folder.resolve(FILE));
  }

  String get(String key) {
    String value = values.getProperty(key);
    if (value == null) {
      throw new IllegalStateException(file + " has no " + key);
    }
    return value;
  }

  int number(String key) {
    return Integer.parseInt(get(key));
  }

  void set(String key, Object value) {
    values.setProperty(key, value.toString());
  }

  /** A new random password, remembered. */
  String newPassword(String key) {
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    set(key, "G3heim-" + HexFormat.of().formatHex(random));
    return get(key);
  }

  /**
   * A free port, remembered. Taken from below the range of outgoing connections: nothing else may
   * sit on the port while the server is down.
   */
  void newPort(String key, int wanted) {
    Set<String> taken = new TreeSet<>();
    values.forEach((name, value) -> taken.add(value.toString()));
    set(key, wanted == 0 ? Ports.LAB.free(taken) : wanted);
  }

  void save() throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    try (Writer out = Files.newBufferedWriter(file)) {
      values.store(out, null);
    }
  }
}
