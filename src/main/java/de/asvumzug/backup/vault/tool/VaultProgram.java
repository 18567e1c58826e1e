package de.asvumzug.backup.vault.tool;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Encrypts and decrypts backups on the machine that they lie on. The key comes in the file that
 * {@link #KEY_FILE} names, which is removed at once. Exit code of the command that it was given,
 * else 0; 70 with a German line on standard error if it failed itself.
 *
 * <p>{@code seal CONTEXT PLAIN SEALED JOURNAL}: every file of one folder into the other.<br>
 * {@code dump CONTEXT PLAIN SEALED JOURNAL DUMP -- COMMAND}: the same while pg_dump runs.<br>
 * {@code open CONTEXT SEALED PLAIN [PATH...] -- COMMAND}: runs a command that needs plain files,
 * and removes them, however it ends.<br>
 * {@code copy CONTEXT SEALED BELOW TO [PATH...]}: plain files that stay.<br>
 * {@code check CONTEXT SEALED [PATH...]}: decrypts, keeps nothing, and names what is damaged.
 */
public final class VaultProgram {
  /** Variable with the path of the file that holds the key, as Base64. */
  public static final String KEY_FILE = "ASV_BACKUP_KEY_FILE";

  /** Name of the file in a backup that is not encrypted. */
  public static final String MANIFEST = "manifest.json";

  /** Every line that this program says itself begins so. */
  public static final String PREFIX = "asv-umzug: ";

  /** Behind {@link #PREFIX}, where a file is not what was encrypted. */
  public static final String DAMAGED = "beschädigt: ";

  private static final int FAILED = 70;
  private static final int THREADS = 2;

  private final StreamCipher cipher;
  private final String context;
  private final PrintStream log;

  private VaultProgram(StreamCipher cipher, String context, PrintStream log) {
    this.cipher = cipher;
    this.context = context;
    this.log = log;
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream log =
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
    int code;
    try {
      StreamCipher cipher = new StreamCipher(key());
      code = new VaultProgram(cipher, arguments[1], log).run(List.of(arguments));
    } catch (IOException e) {
      log.println(PREFIX + (e instanceof DamagedFile ? DAMAGED + e.getMessage() : "Fehler: " + e));
      code = FAILED;
    }
    System.exit(code);
  }

  private static byte[] key() throws IOException {
    Path file = Path.of(System.getenv(KEY_FILE));
    byte[] key = Base64.getDecoder().decode(Files.readString(file).strip());
    // It is of no more use here, and the machine may go down at any time.
    Files.deleteIfExists(file);
    return key;
  }

  private int run(List<String> arguments) throws IOException, InterruptedException {
    int end = arguments.indexOf("--");
    List<String> own = new ArrayList<>(end < 0 ? arguments : arguments.subList(0, end));
    List<String> command = end < 0 ? List.of() : arguments.subList(end + 1, arguments.size());
    List<String> rest = own.subList(2, own.size());
    return switch (own.get(0)) {
      case "seal" -> seal(rest);
      case "dump" -> dump(rest, command);
      case "open" -> open(rest, command);
      case "copy" -> copy(rest);
      case "check" -> check(rest);
      default -> throw new IOException("unbekannt: " + own.get(0));
    };
  }

  private int seal(List<String> words) throws IOException, InterruptedException {
    try (Sealing sealing = sealing(words, true)) {
      sealing.all();
    }
    return 0;
  }

  private int dump(List<String> words, List<String> command)
      throws IOException, InterruptedException {
    try (Sealing sealing = sealing(words, false)) {
      return new DumpRun(sealing, Path.of(words.get(3)), log).run(command);
    }
  }

  private Sealing sealing(List<String> words, boolean sums) throws IOException {
    return new Sealing(
        cipher,
        context,
        Path.of(words.get(0)),
        Path.of(words.get(1)),
        Path.of(words.get(2)),
        THREADS,
        sums);
  }

  private int open(List<String> words, List<String> command)
      throws IOException, InterruptedException {
    Path plain = Path.of(words.get(1));
    PrivateFiles.wipe(plain);
    Thread atTheEnd = new Thread(() -> wipeQuietly(plain));
    Runtime.getRuntime().addShutdownHook(atTheEnd);
    try {
      Opening opening = opening(words.get(0));
      opening.into(plain, chosen(opening, words.subList(2, words.size()), ""), "");
      return Child.builder(command).start().waitFor();
    } finally {
      PrivateFiles.wipe(plain);
    }
  }

  private static void wipeQuietly(Path plain) {
    try {
      PrivateFiles.wipe(plain);
    } catch (IOException e) {
      // The next run here wipes it, and so does the end of the move.
      return;
    }
  }

  private int copy(List<String> words) throws IOException, InterruptedException {
    Opening opening = opening(words.get(0));
    String below = words.get(1);
    opening.into(
        Path.of(words.get(2)), chosen(opening, words.subList(3, words.size()), below), below);
    return 0;
  }

  private int check(List<String> words) throws IOException, InterruptedException {
    Opening opening = opening(words.get(0));
    List<String> damaged = opening.check(chosen(opening, words.subList(1, words.size()), ""));
    damaged.forEach(sentence -> log.println(PREFIX + DAMAGED + sentence));
    return damaged.isEmpty() ? 0 : FAILED;
  }

  private static List<String> chosen(Opening opening, List<String> paths, String below)
      throws IOException {
    return paths.isEmpty() ? opening.paths(below, MANIFEST) : paths;
  }

  private Opening opening(String sealed) {
    return new Opening(cipher, context, Path.of(sealed), THREADS);
  }
}
