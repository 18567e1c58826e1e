package de.asvumzug.backup.vault.tool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which files have been encrypted, one a line, each written when its encrypted file is on the disk
 * and before the plain one goes. A line that was cut does not count.
 */
public final class Journal implements Closeable {
  private static final int CELLS = 5;

  private final FileChannel file;
  private final Map<String, StreamCipher.Closed> done;

  private Journal(FileChannel file, Map<String, StreamCipher.Closed> done) {
    this.file = file;
    this.done = done;
  }

  /** A line of the journal. */
  public record Line(String path, long plainSize, String plainSha256, long size, String sha256) {

    /** Null if the text is no line. */
    public static Line parse(String text) {
      String[] cells = text.split("\t", -1);
      if (cells.length != CELLS) {
        return null;
      }
      String path = new String(Base64.getUrlDecoder().decode(cells[0]), StandardCharsets.UTF_8);
      return new Line(path, Long.parseLong(cells[1]), cells[2], Long.parseLong(cells[3]), cells[4]);
    }

    String text() {
      String name = Base64.getUrlEncoder().encodeToString(path.getBytes(StandardCharsets.UTF_8));
      return "%s\t%s\t%s\t%s\t%s\n".formatted(name, plainSize, plainSha256, size, sha256);
    }
  }

  static Journal open(Path path) throws IOException {
    Map<String, StreamCipher.Closed> done = new TreeMap<>();
    long whole = 0;
    if (Files.exists(path)) {
      String text = Files.readString(path);
      String lines = text.substring(0, text.lastIndexOf('\n') + 1);
      whole = lines.getBytes(StandardCharsets.UTF_8).length;
      lines
          .lines()
          .map(Line::parse)
          .forEach(
              line ->
                  done.put(
                      line.path(),
                      new StreamCipher.Closed(
                          line.plainSize(), line.plainSha256(), line.size(), line.sha256())));
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    file.truncate(whole);
    file.position(whole);
    return new Journal(file, done);
  }

  synchronized boolean holds(String path) {
    return done.containsKey(path);
  }

  /** It is on the disk when this returns. */
  synchronized void add(String path, StreamCipher.Closed closed) throws IOException {
    String line =
        new Line(path, closed.plainSize(), closed.plainSha256(), closed.size(), closed.sha256())
            .text();
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(false);
    done.put(path, closed);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
