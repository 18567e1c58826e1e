package de.asvumzug.check.probe;

import de.asvumzug.check.probe.network.CentralSystemProbe;
import de.asvumzug.check.probe.network.ReachabilityProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The probes and what they share, as the jar that goes to a machine. Equal classes make equal bytes
 * whenever and wherever they are packed, so that a jar that is there is known by its checksum.
 *
 * @param bytes of the file
 * @param sha256 of them, as lower-case hex
 */
public record ProbeJar(byte[] bytes, String sha256) {

  /** All that a probe may need there; they use each other and the JDK, nothing else. */
  static final List<Class<?>> CLASSES =
      List.of(
          CentralSystemProbe.class,
          DiskParts.class,
          FingerprintProbe.class,
          H2Database.class,
          H2Probe.class,
          H2Values.class,
          HashSum.class,
          MarkedRow.class,
          Md5.class,
          OutputLines.class,
          ReachabilityProbe.class,
          RowText.class,
          SchoolMarks.class,
          TableMeasurement.class,
          TenantProbe.class,
          TenantRequest.class,
          ValueHash.class);

  private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  /** Packs the classes as this application has loaded them. */
  public static ProbeJar pack() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (Class<?> type : CLASSES) {
      for (Class<?> member : type.getNestMembers()) {
        String name = member.getName().replace('.', '/') + ".class";
        try (InputStream in = ProbeJar.class.getResourceAsStream("/" + name)) {
          files.put(name, in.readAllBytes());
        }
      }
    }
    byte[] bytes = zip(files);
    return new ProbeJar(bytes, sha256(bytes));
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

  /** Of the file on a machine: a new jar never replaces one that a probe may be running from. */
  public String name() {
    return "probes-" + sha256.substring(0, 16) + ".jar";
  }
}
