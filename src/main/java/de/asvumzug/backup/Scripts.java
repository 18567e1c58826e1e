package de.asvumzug.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** SQL scripts of this package, in files of their own under {@code /backup}. */
final class Sql {
  private Sql() {}

  static String resource(String name) throws IOException {
    try (InputStream in = Sql.class.getResourceAsStream("/backup/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
