package de.asvumzug.backup.vault;

import de.asvumzug.backup.vault.tool.VaultProgram;
import de.asvumzug.host.ToolJar;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The program that encrypts on a machine, with as much of Tink as it uses: the classes that its
 * classes name, and those that these name, as this application has loaded them. The rest of Tink
 * would be 3 MB for every machine, and needs further libraries.
 */
final class VaultJar {
  private static final Set<String> OURS =
      Set.of("de/asvumzug/backup/vault/tool/", "com/google/crypto/tink/");

  private ToolJar packed;

  /** Packed once; the classes do not change while the application runs. */
  synchronized ToolJar jar() throws IOException {
    if (packed == null) {
      packed = ToolJar.of("vault", classes());
    }
    return packed;
  }

  static Map<String, byte[]> classes() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    Deque<String> open = new ArrayDeque<>();
    open.add(VaultProgram.class.getName().replace('.', '/'));
    while (!open.isEmpty()) {
      String file = open.remove() + ".class";
      if (!files.containsKey(file)) {
        try (InputStream in = VaultJar.class.getResourceAsStream("/" + file)) {
          // Tink names a class or two of libraries that it can do without.
          if (in != null) {
            files.put(file, in.readAllBytes());
            ClassNames.in(files.get(file)).stream().filter(VaultJar::ours).forEach(open::add);
          }
        }
      }
    }
    return files;
  }

  private static boolean ours(String name) {
    return OURS.stream().anyMatch(name::startsWith);
  }
}
