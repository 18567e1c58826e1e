package de.asvumzug.backup.vault.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Encrypts the files of one folder into another, several at a time; a plain file goes as soon as
 * its encrypted one is on the disk. Killed at any point and begun again it goes on.
 */
final class Sealing implements AutoCloseable {
  private static final long SMALL = 1 << 20;
  private static final int TOGETHER = 100;

  private final StreamCipher cipher;
  private final String context;
  private final Path plain;
  private final Path sealed;
  private final Journal journal;
  private final boolean sums;
  private final ExecutorService threads;
  private final List<Future<Void>> begun = new ArrayList<>();

  /**
   * @param context what the backup is recognised by
   * @param sums whether checksums of the plain files are wanted as well
   */
  Sealing(
      StreamCipher cipher,
      String context,
      Path plain,
      Path sealed,
      Path journal,
      int threads,
      boolean sums)
      throws IOException {
    this.cipher = cipher;
    this.context = context;
    this.plain = plain;
    this.sealed = sealed;
    this.sums = sums;
    PrivateFiles.createFolders(sealed);
    this.journal = Journal.open(journal);
    this.threads = Executors.newFixedThreadPool(threads);
  }

  /** Begins to encrypt a file that nobody writes to any more. */
  void begin(Path file) {
    begin(List.of(file));
  }

  private synchronized void begin(List<Path> files) {
    begun.add(threads.submit((Callable<Void>) () -> seal(files)));
  }

  /** Encrypts all that is there, the largest first, and returns when it is done. */
  void all() throws IOException, InterruptedException {
    join();
    List<Path> small = new ArrayList<>();
    for (Path file : files(plain)) {
      if (Files.size(file) > SMALL) {
        begin(file);
      } else {
        small.add(file);
      }
    }
    for (int i = 0; i < small.size(); i += TOGETHER) {
      begin(List.copyOf(small.subList(i, Math.min(small.size(), i + TOGETHER))));
    }
    join();
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .sorted(Comparator.comparingLong((Path file) -> file.toFile().length()).reversed())
          .toList();
    }
  }

  private void join() throws IOException, InterruptedException {
    List<Future<Void>> waiting;
    synchronized (this) {
      waiting = new ArrayList<>(begun);
      begun.clear();
    }
    for (Future<Void> one : waiting) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
      }
    }
  }

  /** Several small ones share the wait for the journal. */
  private Void seal(List<Path> files) throws IOException {
    List<Journal.Line> done = new ArrayList<>();
    for (Path file : files) {
      String path = name(plain, file);
      if (!journal.holds(path)) {
        Path to = sealed.resolve(path);
        PrivateFiles.createFolders(to.getParent());
        done.add(Journal.Line.of(path, cipher.close(file, to, bound(context, path), sums)));
      }
    }
    journal.add(done);
    for (Path file : files) {
      Files.delete(file);
    }
    return null;
  }

  /** A file's name below a folder, the same on every system. */
  static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  /** What a file's content is bound to: its place in this backup, so that none can be swapped. */
  static String bound(String context, String path) {
    return context + "/" + path;
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    journal.close();
  }
}
