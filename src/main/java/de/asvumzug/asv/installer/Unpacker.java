package de.asvumzug.asv.installer;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.files.WriteBatch;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.ProgressListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.springframework.stereotype.Component;

/**
 * Unpacks a vendor's zip on a machine, streaming. Nothing is written outside its folder, and not
 * more than the settings allow. A folder named after the package's checksum is there whole or not
 * at all, so that a second run finds it.
 */
@Component
public class Unpacker {
  private static final int BUFFER_BYTES = 1 << 16;

  private final InstallerSettings limits;

  public Unpacker(InstallerSettings limits) {
    this.limits = limits;
  }

  /**
   * @param what German name of the package, for messages
   * @param checked SHA-256 that the preparation has recorded; null if there is none
   * @throws OperationFailed (permanent) if the package is not there, is another file than was
   *     checked, or is no acceptable zip
   */
  public PackageFile unpack(
      Endpoint endpoint, String what, String zip, String checked, ProgressListener progress)
      throws IOException, InterruptedException {
    HostFiles files = endpoint.host().files();
    Optional<FileStat> stat = zip == null ? Optional.empty() : files.statBehind(zip);
    if (stat.filter(FileStat::isFile).isEmpty()) {
      throw OperationFailed.permanent(
          "%s liegt nicht bereit: Auf %s fehlt die Datei %s."
              .formatted(what, endpoint.host().name(), zip),
          "Bitte sie dort ablegen und den Schritt wiederholen.");
    }
    String sha256 = files.sha256(zip);
    requireChecked(endpoint, what, zip, checked, sha256);
    String folder = endpoint.host().workFolder() + "/packages/" + sha256;
    if (files.stat(folder).isEmpty()) {
      String part = folder + ".teil";
      files.delete(part);
      files.createFolders(part);
      try (DigestInputStream in = new DigestInputStream(files.read(zip, 0), sha256())) {
        unpack(files, in, part, what + " (" + zip + ")", progress);
        in.transferTo(OutputStream.nullOutputStream());
        String read = HexFormat.of().formatHex(in.getMessageDigest().digest());
        requireChecked(endpoint, what, zip, sha256, read);
      } catch (ZipException | IllegalArgumentException e) {
        throw refused(what + " (" + zip + ")", "das ist kein lesbares Zip: " + e.getMessage());
      }
      files.move(part, folder);
    }
    return new PackageFile(zip, sha256, folder);
  }

  /** Right before the package runs: between the preparation and now anybody may have swapped it. */
  private static void requireChecked(
      Endpoint endpoint, String what, String zip, String checked, String found) {
    if (checked != null && !checked.equals(found)) {
      throw OperationFailed.permanent(
          "%s (%s) auf %s ist nicht mehr die Datei, die geprüft wurde: SHA-256 ist %s, erwartet wird %s. Nichts davon wurde ausgeführt."
              .formatted(what, zip, endpoint.host().name(), found, checked),
          """
          Bitte klären, wer die Datei ausgetauscht hat. Die geprüfte wieder hinlegen und den Schritt \
          wiederholen; soll die neue gelten, zuerst beide Server noch einmal prüfen lassen.""");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private void unpack(
      HostFiles files, InputStream in, String folder, String what, ProgressListener progress)
      throws IOException, InterruptedException {
    ZipInputStream zip = new ZipInputStream(in);
    long room = limits.maxUnpacked().toBytes();
    int entries = 0;
    WriteBatch batch = new WriteBatch(files);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("taken back while unpacking");
      }
      if (++entries > limits.maxEntries()) {
        throw refused(what, "es hält mehr als " + limits.maxEntries() + " Dateien");
      }
      String path = folder + "/" + safe(what, entry.getName());
      if (entry.isDirectory()) {
        batch.folder(path);
      } else {
        room = copy(batch, zip, path, room, what);
      }
      progress.at(new Progress(entries, 0, "Dateien", what + " wird ausgepackt"));
    }
    if (entries == 0) {
      throw refused(what, "das ist kein Zip oder ein leeres");
    }
    batch.flush();
  }

  /**
   * @return room that is left
   */
  private long copy(WriteBatch batch, InputStream zip, String path, long room, String what)
      throws IOException {
    byte[] beginning = zip.readNBytes(WriteBatch.SMALL);
    long left = roomAfter(beginning.length, room, what);
    if (beginning.length < WriteBatch.SMALL) {
      batch.file(path, beginning);
      return left;
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = batch.large(path)) {
      out.write(beginning);
      for (int read = zip.read(buffer); read >= 0; read = zip.read(buffer)) {
        left = roomAfter(read, left, what);
        out.write(buffer, 0, read);
      }
    }
    return left;
  }

  private long roomAfter(int bytes, long room, String what) {
    if (bytes > room) {
      throw refused(what, "es wird ausgepackt größer als " + limits.maxUnpacked());
    }
    return room - bytes;
  }

  private static String safe(String what, String name) {
    String trimmed = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    List<String> parts = Arrays.asList(trimmed.split("/", -1));
    boolean leaves = parts.contains("..") || parts.contains(".") || parts.contains("");
    if (leaves || trimmed.contains("\\") || trimmed.contains(":") || trimmed.contains("\0")) {
      throw refused(what, "es enthält den unzulässigen Pfad „" + name + "“");
    }
    return trimmed;
  }

  private static OperationFailed refused(String what, String why) {
    return OperationFailed.permanent(
        "%s wird nicht ausgepackt: %s.".formatted(what, why),
        "Bitte das Paket neu herunterladen und prüfen.");
  }
}
