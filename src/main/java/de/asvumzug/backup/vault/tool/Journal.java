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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which files have been encrypted, one a line, each written when its encrypted file is on the disk
 * and before the plain one goes. A line that was cut does not count.
 */
public final class Journal implements Closeable {
  private static final int CELLS = 5;

  private final FileChannel file;
  private final Set<String> done;

  private Journal(FileChannel file, Set<String> done) {
    this.file = file;
    this.done = done;
  }

  /** A line of the journal. */
  public record Line(String path, long plainSize, String plainSha256, long size, String sha256) {

    static Line of(String path, StreamCipher.Closed closed) {
      return new Line(
          path, closed.plainSize(), closed.plainSha256(), closed.size(), closed.sha256());
    }

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
    Set<String> done = new HashSet<>();
    long whole = 0;
    if (Files.exists(path)) {
      String text = Files.readString(path);
      String lines = text.substring(0, text.lastIndexOf('\n') + 1);
      whole = lines.getBytes(StandardCharsets.UTF_8).length;
      lines.lines().map(Line::parse).forEach(line -> done.add(line.path()));
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    file.truncate(whole);
    file.position(whole);
    return new Journal(file, done);
  }

  synchronized boolean holds(String path) {
    return done.contains(path);
  }

  /** They are on the disk when this returns. */
  synchronized void add(List<Line> lines) throws IOException {
    String text = lines.stream().map(Line::text).collect(Collectors.joining());
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(false);
    lines.forEach(line -> done.add(line.path()));
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
