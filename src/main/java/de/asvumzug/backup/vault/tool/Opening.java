package de.asvumzug.backup.vault.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Decrypts the files of a backup, several at a time. */
public final class Opening {
  private final StreamCipher cipher;
  private final String context;
  private final Path sealed;
  private final int threads;

  /**
   * @param context what the backup is recognised by
   * @param sealed its folder
   */
  public Opening(StreamCipher cipher, String context, Path sealed, int threads) {
    this.cipher = cipher;
    this.context = context;
    this.sealed = sealed;
    this.threads = threads;
  }

  /**
   * Decrypts files into a folder; what is there under the same name is replaced.
   *
   * @param paths of the files in the backup
   * @param below folder of the backup that is left out of the new names; empty for none
   * @throws DamagedFile naming file and place
   */
  public void into(Path folder, List<String> paths, String below)
      throws IOException, InterruptedException {
    PrivateFiles.createFolders(folder);
    each(
        paths,
        path -> {
          String name = below.isEmpty() ? path : path.substring(below.length() + 1);
          Path to = folder.resolve(name).normalize();
          if (!to.startsWith(folder)) {
            throw new IOException("Der Name " + path + " führt aus dem Ordner hinaus.");
          }
          PrivateFiles.createFolders(to.getParent());
          try (FileChannel out =
              FileChannel.open(
                  to,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE)) {
            open(path, out);
          }
        });
  }

  /**
   * Decrypts files and keeps nothing.
   *
   * @return a sentence for each that is damaged
   */
  public List<String> check(List<String> paths) throws IOException, InterruptedException {
    List<String> damaged = Collections.synchronizedList(new ArrayList<>());
    each(
        paths,
        path -> {
          try {
            open(path, Channels.newChannel(OutputStream.nullOutputStream()));
          } catch (DamagedFile e) {
            damaged.add(e.getMessage());
          }
        });
    return damaged;
  }

  /** All files of a folder of the backup, or of all of it, but for its manifest. */
  public List<String> paths(String below, String manifest) throws IOException {
    return Sealing.files(sealed).stream()
        .map(file -> Sealing.name(sealed, file))
        .filter(path -> !path.equals(manifest))
        .filter(path -> below.isEmpty() || path.startsWith(below + "/"))
        .toList();
  }

  private void open(String path, WritableByteChannel out) throws IOException {
    Path file = sealed.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw DamagedFile.missing(path);
    }
    try {
      cipher.open(file, out, Sealing.bound(context, path));
    } catch (DamagedFile e) {
      throw e.of(path);
    }
  }

  private interface Work {
    void on(String path) throws IOException;
  }

  private void each(List<String> paths, Work work) throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all =
          paths.stream()
              .<Future<?>>map(
                  path ->
                      pool.submit(
                          () -> {
                            work.on(path);
                            return null;
                          }))
              .toList();
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
