package de.asvumzug.backup.vault;

import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.vault.tool.DamagedFile;
import de.asvumzug.backup.vault.tool.Opening;
import de.asvumzug.backup.vault.tool.StreamCipher;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code java -jar asv-umzug.jar decrypt --key FILE --from FOLDER --to FOLDER}: makes a backup
 * readable without network, database and Spring, and says in German what is in the way.
 */
public final class DecryptCommand {
  public static final String WORD = "decrypt";

  /** Every file of the backup is there now. */
  static final int DONE = 0;

  /** A file is missing, or not what was backed up; it is named. */
  static final int DAMAGED = 1;

  /** It could not be tried: no backup, not its key, a wrong option. */
  static final int UNUSABLE = 2;

  private static final int THREADS = 2;
  private static final Set<String> OPTIONS = Set.of("--key", "--from", "--to");

  private static final String USAGE =
      """
      Aufruf: java -jar asv-umzug.jar decrypt --key DATEI --from ORDNER --to ORDNER
        --key   Schlüsseldatei des Umzugs (<Umzug>.key)
        --from  Ordner einer Sicherung; in ihm liegt die Datei manifest.json
        --to    leerer oder neuer Ordner für die entschlüsselten Dateien
      Ergebnis: 0 alles entschlüsselt, 1 etwas ist beschädigt, 2 nicht versucht""";

  private DecryptCommand() {}

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
      Map<String, Path> order = order(arguments);
      return decrypt(order.get("--key"), order.get("--from"), order.get("--to"), out);
    } catch (Unusable e) {
      out.println("nicht entschlüsselt: " + e.getMessage());
      return UNUSABLE;
    } catch (DamagedFile e) {
      out.println("beschädigt: " + e.getMessage());
    } catch (IOException e) {
      out.println("abgebrochen: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      out.println("abgebrochen");
    }
    return DAMAGED;
  }

  private static int decrypt(Path keyFile, Path from, Path to, PrintStream out)
      throws IOException, InterruptedException {
    Manifest manifest = manifest(from);
    BackupKey key = key(keyFile);
    if (!key.id().equals(manifest.encryption().keyId())) {
      throw new Unusable(
          "%s ist der Schlüssel %s; diese Sicherung von %s braucht den Schlüssel %s."
              .formatted(keyFile, key.id(), manifest.migration(), manifest.encryption().keyId()));
    }
    requireEmpty(to);
    List<String> paths = manifest.files().stream().map(Manifest.Entry::path).toList();
    new Opening(key.cipher(), manifest.encryption().context(), from, THREADS).into(to, paths, "");
    out.println(
        "entschlüsselt: %s Datei(en) der Sicherung von %s (%s, %s) liegen in %s."
            .formatted(
                paths.size(),
                manifest.migration(),
                manifest.machine(),
                manifest.created(),
                to.toAbsolutePath()));
    return DONE;
  }

  private static Manifest manifest(Path from) {
    Path file = from.resolve(Manifest.NAME);
    try {
      Manifest manifest = Manifest.parse(Files.readString(file));
      if (!manifest.encrypted()) {
        throw new Unusable("Die Sicherung in " + from + " ist nicht verschlüsselt.");
      }
      if (!manifest.encryption().method().equals(StreamCipher.METHOD)) {
        throw new Unusable(
            "Das Verfahren " + manifest.encryption().method() + " kennt diese Fassung nicht.");
      }
      return manifest;
    } catch (IOException e) {
      throw new Unusable(file + " lässt sich nicht lesen.\n" + USAGE);
    } catch (IllegalArgumentException e) {
      throw new Unusable(file + " ist kein Manifest einer Sicherung.");
    }
  }

  private static BackupKey key(Path file) {
    try {
      return BackupKey.of(Files.readString(file));
    } catch (IOException e) {
      throw new Unusable(file + " lässt sich nicht lesen.\n" + USAGE);
    } catch (IllegalArgumentException e) {
      throw new Unusable("In " + file + " steht kein Schlüssel.");
    }
  }

  private static void requireEmpty(Path to) throws IOException {
    if (!Files.exists(to)) {
      return;
    }
    try (Stream<Path> there = Files.list(to)) {
      if (there.findAny().isPresent()) {
        throw new Unusable("Der Ordner " + to + " ist nicht leer; bitte einen neuen nennen.");
      }
    }
  }

  private static Map<String, Path> order(String[] arguments) {
    Map<String, Path> order = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      if (!OPTIONS.contains(arguments[i]) || i + 1 == arguments.length) {
        throw new Unusable("„" + arguments[i] + "“ ist so nicht bekannt.\n" + USAGE);
      }
      order.put(arguments[i], Path.of(arguments[i + 1]));
    }
    if (!order.keySet().equals(OPTIONS)) {
      throw new Unusable("Es fehlen Angaben.\n" + USAGE);
    }
    return order;
  }

  /** German; what keeps it from being tried. */
  private static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unusable(String message) {
      super(message);
    }
  }
}
