package de.asvumzug.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Scripts of this package, SQL and shell, in files of their own under {@code /backup}. */
public final class Scripts {
  private Scripts() {}

  public static String resource(String name) throws IOException {
    try (InputStream in = Scripts.class.getResourceAsStream("/backup/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
