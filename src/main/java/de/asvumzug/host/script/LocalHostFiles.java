package de.asvumzug.host.script;

import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;

/** Files of this machine. */
final class LocalHostFiles implements HostFiles {
  private static final int MOST_LINKS = 40;

  private static final int BUFFER_BYTES = 1 << 20;
  private static final long MAX_TEXT_BYTES = 16L << 20;

  @Override
  public Optional<FileStat> stat(String path) throws IOException {
    Path file = absolute(path);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(stat(file.getFileName() == null ? "" : file.getFileName().toString(), file))
        : Optional.empty();
  }

  @Override
  public Optional<FileStat> statBehind(String path) throws IOException {
    Path file = absolute(path);
    return Files.exists(file)
        ? Optional.of(stat(file.getFileName().toString(), file.toRealPath()))
        : stat(path);
  }

  @Override
  public String realPath(String path) throws IOException {
    Path file = absolute(path);
    for (int links = 0; Files.isSymbolicLink(file); links++) {
      if (links == MOST_LINKS) {
        throw new IOException(path + " führt im Kreis");
      }
      file = file.getParent().toRealPath().resolve(Files.readSymbolicLink(file)).normalize();
    }
    return file.toString();
  }

  @Override
  public List<FileStat> list(String folder) throws IOException {
    Path root = absolute(folder).toRealPath(); // a folder that is a link has its content behind it
    List<FileStat> found = new ArrayList<>();
    try (var paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        if (!path.equals(root)) {
          found.add(stat(root.relativize(path).toString(), path));
        }
      }
    }
    found.sort(Comparator.comparing(FileStat::path));
    return found;
  }

  @Override
  public InputStream read(String path, long offset) throws IOException {
    FileChannel channel = FileChannel.open(absolute(path), StandardOpenOption.READ);
    return Channels.newInputStream(channel.position(offset));
  }

  @Override
  public OutputStream write(String path, long offset) throws IOException {
    FileChannel channel =
        FileChannel.open(absolute(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (offset > channel.size()) {
      channel.close();
      throw new IOException(path + " ist kürzer als " + offset + " Bytes");
    }
    return Channels.newOutputStream(channel.truncate(offset).position(offset));
  }

  @Override
  public String readText(String path) throws IOException {
    Path file = absolute(path);
    if (Files.size(file) > MAX_TEXT_BYTES) {
      throw new IOException(path + " ist größer als 16 MiB und wird nicht als Text gelesen");
    }
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  @Override
  public void writeText(String path, String text) throws IOException {
    Path file = absolute(path);
    if (Files.isSymbolicLink(file) && Files.exists(file)) {
      file = file.toRealPath();
    }
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    if (Files.exists(file)) {
      keepPermissions(file, temporary);
    }
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void createFolders(String path) throws IOException {
    Files.createDirectories(absolute(path));
  }

  @Override
  public void move(String from, String to) throws IOException {
    Path target = absolute(to);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(to + " gibt es schon");
    }
    Files.move(absolute(from), target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void copy(String from, String to) throws IOException {
    Files.copy(
        absolute(from),
        absolute(to),
        StandardCopyOption.COPY_ATTRIBUTES,
        LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public String copyWithSum(String from, String to) throws IOException {
    Path source = absolute(from);
    Path target = absolute(to);
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
        FileChannel out =
            FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (in.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.rewind();
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        buffer.clear();
      }
    }
    keepPermissions(source, target);
    Files.setLastModifiedTime(target, Files.getLastModifiedTime(source));
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void delete(String path) throws IOException {
    Path file = absolute(path);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      PathUtils.delete(file, PathUtils.NOFOLLOW_LINK_OPTION_ARRAY);
    }
  }

  @Override
  public String sha256(String path) throws IOException {
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (FileChannel channel = FileChannel.open(absolute(path), StandardOpenOption.READ)) {
      while (channel.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public long freeBytes(String path) throws IOException {
    Path existing = absolute(path);
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return Files.getFileStore(existing).getUsableSpace();
  }

  @Override
  public void changeOwner(String path, String user) throws IOException {
    Path root = absolute(path);
    UserPrincipal owner =
        root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user);
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            return own(folder);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            return own(file);
          }

          private FileVisitResult own(Path file) throws IOException {
            if (!Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).equals(owner)) {
              Files.setOwner(file, owner);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static FileStat stat(String name, Path path) throws IOException {
    BasicFileAttributes attributes =
        Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    FileStat.Kind kind =
        attributes.isRegularFile()
            ? FileStat.Kind.FILE
            : attributes.isDirectory()
                ? FileStat.Kind.FOLDER
                : attributes.isSymbolicLink() ? FileStat.Kind.LINK : FileStat.Kind.OTHER;
    long size = kind == FileStat.Kind.FILE ? attributes.size() : 0;
    return new FileStat(name, kind, size, attributes.lastModifiedTime().toInstant());
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    if (Files.getFileStore(from).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
  }

  private static Path absolute(String path) throws IOException {
    Path absolute = Path.of(path);
    if (!absolute.isAbsolute()) {
      throw new IOException("kein absoluter Pfad: " + path);
    }
    return absolute.normalize();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
