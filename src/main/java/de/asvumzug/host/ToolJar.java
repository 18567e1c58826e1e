package de.asvumzug.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Programs of ours as a jar that goes to a machine. Equal classes make equal bytes whenever and
 * wherever they are packed, so that a jar that is there is known by its checksum.
 *
 * @param kind what the file's name begins with
 * @param bytes of the file
 * @param sha256 of them, as lower-case hex
 */
public record ToolJar(String kind, byte[] bytes, String sha256) {
  private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  /**
   * @param files by path in the jar
   */
  public static ToolJar of(String kind, Map<String, byte[]> files) throws IOException {
    byte[] bytes = zip(new TreeMap<>(files));
    return new ToolJar(kind, bytes, sha256(bytes));
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      // Compressed, the bytes would depend on the version of zlib.
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of the file on a machine: a new jar never replaces one that a program may be running from. */
  public String name() {
    return kind + "-" + sha256.substring(0, 16) + ".jar";
  }

  /**
   * Puts the jar into the product's work folder, unless it is there. By way of another name: cut in
   * the middle, nothing is taken for the jar that is none.
   *
   * @return its path on the machine
   */
  public String ship(Host host) throws IOException {
    HostFiles files = host.files();
    String folder = host.workFolder() + "/tools";
    String file = folder + "/" + name();
    if (isThere(files, file)) {
      return file;
    }
    files.delete(file);
    files.createFolders(folder);
    String draft = file + "." + UUID.randomUUID();
    try (OutputStream out = files.write(draft, 0)) {
      out.write(bytes);
    }
    try {
      files.move(draft, file);
    } catch (IOException e) {
      files.delete(draft);
      // Another step may have been quicker.
      if (!isThere(files, file)) {
        throw e;
      }
    }
    return file;
  }

  private boolean isThere(HostFiles files, String file) throws IOException {
    return files.stat(file).isPresent() && files.sha256(file).equals(sha256);
  }
}
