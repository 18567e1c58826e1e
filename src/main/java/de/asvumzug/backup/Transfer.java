package de.asvumzug.backup;

import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Brings a backup from one machine to another: streams through a buffer of 256 KiB, goes on at file
 * and offset where it was cut, and counts as done only when the other machine has read every byte
 * against the manifest.
 */
@Service
public class Transfer {
  static final int BLOCK = 256 * 1024;
  static final String PARTIAL = ".part";

  /**
   * Copies what is not there yet.
   *
   * @return the copy on the other machine, read in full there
   * @throws OperationFailed (lasting) if the original is not what it was, or the copy's folder
   *     holds something else
   */
  public Backup copy(Host from, Backup backup, Host to, Act act)
      throws IOException, InterruptedException {
    String folder = Folders.received(to, act.migrationId(), backup);
    Backup copy = backup.at(to.name(), folder);
    if (to.files().stat(folder + "/" + Manifest.NAME).isEmpty()) {
      PrivateFolder.create(to, Folders.received(to, act.migrationId()));
      PrivateFolder.create(to, Folders.received(to, act.migrationId(), backup.part()));
      PrivateFolder.create(to, folder);
      mustHaveRoom(to, folder, backup.manifest().bytes());
      Counter counter = new Counter(act, backup.manifest().bytes());
      for (Manifest.Entry file : backup.manifest().files()) {
        bring(from, backup.folder(), to, folder, file, counter);
      }
      PrivateFolder.seal(to, folder);
      long size =
          from.files().stat(backup.folder() + "/" + Manifest.NAME).map(FileStat::size).orElse(0L);
      Manifest.Entry manifest = new Manifest.Entry(Manifest.NAME, size, backup.manifestSha256());
      bring(from, backup.folder(), to, folder, manifest, counter);
      PrivateFolder.seal(to, folder);
    }
    ManifestCheck.read(to, copy, act.progress()).mustBeClean();
    return copy;
  }

  private static void bring(
      Host from, String source, Host to, String folder, Manifest.Entry file, Counter counter)
      throws IOException, InterruptedException {
    String target = folder + "/" + file.path();
    Optional<FileStat> there = to.files().stat(target);
    if (there.isPresent()) {
      if (there.get().size() != file.size() || !to.files().sha256(target).equals(file.sha256())) {
        throw OperationFailed.lasting(
            target
                + " auf "
                + to.name()
                + " ist schon da und nicht die Datei aus der Sicherung. Bitte den Ordner "
                + folder
                + " dort zur Seite legen und den Schritt wiederholen.");
      }
      counter.add(file.size());
      return;
    }
    if (file.path().contains("/")) {
      to.files().createFolders(target.substring(0, target.lastIndexOf('/')));
    }
    stream(from, source + "/" + file.path(), to, target + PARTIAL, file, counter);
    if (!to.files().sha256(target + PARTIAL).equals(file.sha256())) {
      to.files().delete(target + PARTIAL);
      throw OperationFailed.passing(
          target + " ist auf " + to.name() + " nicht richtig angekommen und wird neu übertragen.");
    }
    to.files().move(target + PARTIAL, target);
  }

  private static void stream(
      Host from, String source, Host to, String partial, Manifest.Entry file, Counter counter)
      throws IOException, InterruptedException {
    long size = to.files().stat(partial).map(FileStat::size).orElse(0L);
    // The last block may have been cut in the middle.
    long offset = size > file.size() ? 0 : size / BLOCK * BLOCK;
    MessageDigest digest = sha256();
    byte[] block = new byte[BLOCK];
    long read = 0;
    try (InputStream in = from.files().read(source, 0);
        OutputStream out = to.files().write(partial, offset)) {
      int length = in.readNBytes(block, 0, BLOCK);
      while (length > 0) {
        Interruption.check();
        digest.update(block, 0, length);
        if (read >= offset) {
          out.write(block, 0, length);
        }
        read += length;
        counter.add(length);
        length = in.readNBytes(block, 0, BLOCK);
      }
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
      to.files().delete(partial);
      throw OperationFailed.lasting(
          source
              + " auf "
              + from.name()
              + " ist nicht mehr die gesicherte Datei. Die Sicherung wird nicht verwendet; bitte klären, wer sie"
              + " verändert hat.");
    }
  }

  private static void mustHaveRoom(Host to, String folder, long bytes) throws IOException {
    long there = to.files().list(folder).stream().mapToLong(FileStat::size).sum();
    long free = to.files().freeBytes(folder);
    if (free < bytes - there) {
      throw OperationFailed.lasting(
          "Auf "
              + to.name()
              + " sind nur "
              + free
              + " Bytes frei; die Sicherung braucht noch "
              + (bytes - there)
              + " Bytes. Bitte Platz schaffen.");
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Bytes of all files together. */
  private static final class Counter {
    private final Act act;
    private final long total;
    private long done;

    Counter(Act act, long total) {
      this.act = act;
      this.total = total;
    }

    void add(long bytes) {
      done += bytes;
      act.progress()
          .at(new Progress(Math.min(done, total), total, "Bytes", "Sicherung wird übertragen"));
    }
  }
}
