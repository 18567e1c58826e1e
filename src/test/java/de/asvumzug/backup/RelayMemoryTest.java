package de.asvumzug.backup;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.backup.transfer.PartialFile;
import de.asvumzug.backup.transfer.RelayTransport;
import de.asvumzug.backup.transfer.TransferPath;
import de.asvumzug.backup.transfer.TransferRetry;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes through the application does not stay in its memory. */
class RelayMemoryTest {
  private static final long SIZE = 1L << 30;
  private static final int FILES = 3;

  @TempDir Path folder;

  @Test
  void three_gigabytes_go_through_a_heap_of_sixteen_megabytes() throws Exception {
    Path log = folder.resolve("log");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                "-XX:MaxDirectMemorySize=16m",
                "-cp",
                classPath(),
                RelayMemoryTest.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();

    assertThat(child.waitFor()).as(Files.readString(log)).isZero();
    assertThat(log).content().contains("sent " + FILES * SIZE);
  }

  /** Java keeps the tables of contents of all jars in its heap; only what the relay needs. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry ->
                Files.isDirectory(Path.of(entry))
                    || Path.of(entry).getFileName().toString().matches("(slf4j|logback|spring)-.*"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Relays generated files between two machines that keep nothing. */
  public static void main(String[] arguments) throws Exception {
    AtomicLong sent = new AtomicLong();
    List<PartialFile> pieces =
        IntStream.range(0, FILES)
            .mapToObj(i -> new PartialFile("datei-" + i, "datei-" + i + ".part", SIZE, -1))
            .toList();
    new RelayTransport(new TransferRetry(duration -> {}))
        .bring(new TransferPath(machine(), "/alt", machine(), "/neu"), pieces, sent::addAndGet);
    System.out.println("sent " + sent);
  }

  private static Host machine() {
    HostFiles files =
        proxy(
            HostFiles.class,
            method ->
                switch (method) {
                  case "read" -> endless();
                  case "write" -> OutputStream.nullOutputStream();
                  default -> Optional.empty();
                });
    return proxy(Host.class, method -> files);
  }

  private static InputStream endless() {
    return new InputStream() {
      @Override
      public int read() {
        return 1;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        return length;
      }
    };
  }

  private interface Answer {
    Object to(String method);
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName())));
  }
}
