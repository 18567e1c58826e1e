package de.asvumzug.protocol.verify;

import de.asvumzug.protocol.seal.SealKey;
import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.TrailExport;
import de.asvumzug.trail.chain.KnownHead;
import de.asvumzug.trail.key.KeyRing;
import de.asvumzug.trail.key.TrailKey;
import de.asvumzug.trail.key.TrailKeyProblem;
import de.asvumzug.trail.key.TrailKeys;
import de.asvumzug.trail.verify.OfflineCheck;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code java -jar asv-umzug.jar verify protocol.pdf|trail.json [--protocol-key FILE] [--key
 * FILE]... [--head LINE:HASH] [--tsa FILE]}: checks a protocol or an exported trail without
 * network, database and Spring, and says in German what differs.
 */
public final class VerifyCommand {
  public static final String WORD = "verify";

  /** Nothing differs, as far as it could be checked. */
  static final int VALID = 0;

  /** Something differs; it is named. */
  static final int DIFFERS = 1;

  /** It could not be checked: no such file, no export, a wrong option. */
  static final int UNUSABLE = 2;

  private static final String USAGE =
      """
      Aufruf: java -jar asv-umzug.jar verify DATEI [--protocol-key DATEI] [--key DATEI]... [--head ZEILE:PRÜFSUMME] [--tsa DATEI]
        DATEI           protocol.pdf, oder trail.json (GET /api/migrations/<Umzug>/trail)
        --protocol-key  öffentlicher Schlüssel (PEM), mit dem protocol.pdf unterschrieben sein muss
        --key           Schlüsseldatei, oder Ordner mit Schlüsseldateien (*.key)
        --head          Zeile und Prüfsumme, die von anderswo bekannt sind, z. B. aus einer Mail
        --tsa           Zertifikat (PEM) der Zeitstempelstelle oder ihres Ausstellers
      Ergebnis: 0 gültig, 1 etwas weicht ab, 2 nicht prüfbar""";

  private VerifyCommand() {}

  /** The exit code. */
  public static int main(String[] arguments) {
    Console console = System.console();
    // A pipe gets UTF-8 whatever the locale is, so that a script can read the words.
    Charset charset = console == null ? StandardCharsets.UTF_8 : console.charset();
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, charset);
    return run(arguments, out);
  }

  static int run(String[] arguments, PrintStream out) {
    try {
      return check(Order.of(arguments), out);
    } catch (Unusable | TrailKeyProblem e) {
      out.println("nicht prüfbar: " + e.getMessage());
      return UNUSABLE;
    }
  }

  private static int check(Order order, PrintStream out) {
    OfflineCheck trail = new OfflineCheck(order.ring(), order.authority());
    byte[] file = bytes(order.file());
    OfflineCheck.Result result =
        ProtocolCheck.isPdf(file)
            ? new ProtocolCheck(trail, order.publicKey()).check(file, order.head())
            : trail.check(read(order.file(), file), order.head());
    if (!result.findings().isEmpty()) {
      out.println("ungültig: Das Protokoll von " + result.migrationId() + " weicht ab.");
      result.findings().forEach(finding -> out.println("  - " + finding));
    } else {
      out.println("gültig: Protokoll von " + result.migrationId() + ", " + result.summary());
    }
    result.notes().forEach(note -> out.println("  " + note));
    return result.findings().isEmpty() ? VALID : DIFFERS;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Unusable(file + " lässt sich nicht lesen.\n" + USAGE);
    }
  }

  private static TrailExport read(Path file, byte[] content) {
    try {
      TrailExport export =
          new CanonicalJson().read(new String(content, StandardCharsets.UTF_8), TrailExport.class);
      if (export == null || !export.knownFormat() || export.rows() == null) {
        throw new Unusable(file + " ist kein Export eines Protokolls. " + USAGE);
      }
      return export;
    } catch (IllegalStateException e) {
      throw new Unusable(
          file + " ist kein Export eines Protokolls (" + e.getCause().getMessage() + ").");
    }
  }

  /** What was asked for. */
  private record Order(
      Path file, List<Path> keys, KnownHead head, Path authority, String publicKey) {

    static Order of(String[] arguments) {
      Path file = null;
      List<Path> keys = new ArrayList<>();
      KnownHead head = null;
      Path authority = null;
      String publicKey = null;
      for (int i = 0; i < arguments.length; i++) {
        switch (arguments[i]) {
          case "--key" -> keys.add(Path.of(value(arguments, ++i)));
          case "--head" -> head = head(value(arguments, ++i));
          case "--protocol-key" -> publicKey = publicKey(value(arguments, ++i));
          case "--tsa" -> authority = Path.of(value(arguments, ++i));
          default -> {
            if (file != null || arguments[i].startsWith("--")) {
              throw new Unusable("„" + arguments[i] + "“ ist hier nicht bekannt.\n" + USAGE);
            }
            file = Path.of(arguments[i]);
          }
        }
      }
      if (file == null) {
        throw new Unusable("Es fehlt die Datei mit dem Protokoll.\n" + USAGE);
      }
      return new Order(file, keys, head, authority, publicKey);
    }

    private static String value(String[] arguments, int at) {
      if (at >= arguments.length) {
        throw new Unusable("Hinter „" + arguments[at - 1] + "“ fehlt etwas.\n" + USAGE);
      }
      return arguments[at];
    }

    private static String publicKey(String file) {
      try {
        return SealKey.publicKeyOf(Files.readString(Path.of(file)));
      } catch (IOException | IllegalArgumentException e) {
        throw new Unusable(
            "In " + file + " steht kein öffentlicher Schlüssel (PEM, Ed25519).\n" + USAGE);
      }
    }

    private static KnownHead head(String text) {
      if (!text.matches("\\d{1,18}:[0-9a-fA-F]{64}")) {
        throw new Unusable(
            "„" + text + "“ ist nicht Zeile:Prüfsumme, z. B. 812:0f3a… (64 Stellen).");
      }
      String[] parts = text.split(":");
      return new KnownHead(Long.parseLong(parts[0]), parts[1]);
    }

    KeyRing ring() {
      if (keys.isEmpty()) {
        return KeyRing.none();
      }
      Map<String, TrailKey> ring = new TreeMap<>();
      for (Path path : keys) {
        if (Files.isDirectory(path)) {
          ring.putAll(new TrailKeys(path).all());
        } else {
          TrailKey key = TrailKeys.read(path);
          ring.put(key.id(), key);
        }
      }
      return KeyRing.of(ring);
    }
  }

  /** German; what keeps the check from being made. */
  private static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }
}
