package de.asvumzug.lab;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * New database clusters. Making one takes seconds, so it is made once a JVM and kind; whoever needs
 * one gets a copy of the folder.
 */
public final class NewCluster {
  /** Of the server that has made the cluster; a copy has none yet. */
  private static final Set<String> RUNNING =
      Set.of("epg-lock", "postmaster.pid", "postmaster.opts");

  private static final Map<String, Path> MADE = new ConcurrentHashMap<>();

  private NewCluster() {}

  /**
   * Fills an empty or missing folder.
   *
   * @param kind name of what the builder makes: version and settings of {@code initdb}
   * @param builder a server as it is to be, without its folder
   */
  public static void copyTo(Path folder, String kind, Supplier<EmbeddedPostgres.Builder> builder)
      throws IOException {
    try {
      Path made = MADE.computeIfAbsent(kind, key -> make(builder.get()));
      copy(made, Files.createDirectories(folder));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Path make(EmbeddedPostgres.Builder builder) {
    try {
      Path folder = Files.createTempDirectory("cluster");
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> FileUtils.deleteQuietly(folder.toFile())));
      builder
          .setDataDirectory(folder)
          .setCleanDataDirectory(false)
          .setRegisterShutdownHook(false)
          .start()
          .close();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Path copy = to.resolve(from.relativize(path));
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else if (!RUNNING.contains(path.getFileName().toString())) {
          Files.copy(path, copy);
        }
      }
    }
    // The server starts on a folder of its owner alone, as initdb leaves it.
    Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
  }
}
