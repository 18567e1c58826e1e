package de.asvumzug.lab.asv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The consistency check over shipped files: config.ini, asv.cfg, the whole jre, the files in
 * plugins and asv.exe (docs/domain.md §1.2), here also the other shipped programs.
 */
public final class Shipped {
  private static final List<String> PLACES =
      List.of(
          "asv.exe",
          "asv.cfg",
          "asv.version",
          "configuration/config.ini",
          "jre",
          "plugins",
          "bin",
          "update-service/bin",
          "update-service/service/configuration/update-service.ini");

  private Shipped() {}

  /** Writes the list that later starts are checked against. */
  public static void write(Home home) throws IOException {
    StringBuilder text = new StringBuilder();
    sums(home).forEach((file, sum) -> text.append(sum).append("  ").append(file).append('\n'));
    Files.writeString(home.file(".shipped"), text);
  }

  /** The first file that differs, is missing or does not belong there. */
  public static Optional<String> difference(Home home) throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (String line : Files.readAllLines(home.file(".shipped"))) {
      expected.put(line.substring(66), line.substring(0, 64));
    }
    Map<String, String> found = sums(home);
    Stream<String> all = Stream.concat(expected.keySet().stream(), found.keySet().stream());
    return all.filter(file -> !expected.getOrDefault(file, "").equals(found.get(file)))
        .sorted()
        .findFirst();
  }

  private static Map<String, String> sums(Home home) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (String place : PLACES) {
      Path start = home.file(place);
      if (!Files.exists(start)) {
        continue;
      }
      try (Stream<Path> files = Files.walk(start)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          sums.put(home.folder().relativize(file).toString(), sha256(file));
        }
      }
    }
    return sums;
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
