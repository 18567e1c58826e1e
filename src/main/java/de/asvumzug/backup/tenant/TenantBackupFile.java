package de.asvumzug.backup.tenant;

import de.asvumzug.asv.SbzName;
import de.asvumzug.backup.Cancellation;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.release.Release;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.zip.ZipInputStream;

/**
 * A school backup file ({@code .sbz}) in a folder: the checks before it counts as one. Its name
 * tells time and data model (docs/domain.md §6); its inner format is not documented, so it is read
 * as an archive only if it begins as one.
 */
final class TenantBackupFile {
  static final String SUFFIX = ".sbz";
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Host host;
  private final String folder;
  private final FileStat file;

  private TenantBackupFile(Host host, String folder, FileStat file) {
    this.host = host;
    this.folder = folder;
    this.file = file;
  }

  /**
   * The one file of the folder.
   *
   * @throws OperationFailed (permanent) if there is none, several, or anything else
   */
  static TenantBackupFile only(Host host, String folder) throws IOException {
    List<FileStat> files = host.files().list(folder);
    if (files.size() != 1
        || !files.get(0).isFile()
        || !files.get(0).path().toLowerCase(java.util.Locale.ROOT).endsWith(SUFFIX)) {
      throw OperationFailed.permanent(
          """
          In %s auf %s muss genau eine schulscharfe Sicherung (%s) liegen und nichts sonst; \
          gefunden: %s."""
              .formatted(
                  folder,
                  host.name(),
                  SUFFIX,
                  files.isEmpty()
                      ? "nichts"
                      : String.join(", ", files.stream().map(FileStat::path).toList())),
          "Bitte die Sicherung dieser Schule dort ablegen und den Schritt wiederholen.");
    }
    return new TenantBackupFile(host, folder, files.get(0));
  }

  String path() {
    return folder + "/" + file.path();
  }

  SbzName name() {
    return SbzName.parse(file.path());
  }

  /** There is no update path for a school backup. */
  void requireFit(Release target) {
    String needed = SbzName.dataModelOf(target);
    if (!name().dataModel().equals(needed)) {
      throw refused(
          """
          Sie hat das Datenmodell %s, der neue Server (%s) braucht %s. \
          Schulscharfe Sicherungen lassen sich nicht aktualisieren: Beide Server brauchen \
          dasselbe Release"""
              .formatted(name().dataModel(), target, needed),
          null);
    }
  }

  /**
   * Refuses a backup from before the stop (docs/domain.md §13, traps 10 and 23), and one from the
   * future. The name tells the minute only; within the minute of the stop the file's own time
   * decides. A time that the clocks showed twice counts as its first one, unless we have seen the
   * file come into being: then the file's own time decides, too.
   *
   * @param byHand whether a person has put the file there, maybe as a copy with a later time
   */
  void requireMadeSince(Instant stoppedAt, Duration tolerance, boolean byHand)
      throws IOException, InterruptedException {
    LocalDateTime named = name().time();
    List<Instant> moments = new MachineTime(host).moments(named);
    Instant earliest = stoppedAt.minus(tolerance);
    if (moments.isEmpty()) {
      throw refused(
          """
          Ihr Name nennt mit %s eine Stunde, die es auf dieser Maschine nicht gab (Beginn der \
          Sommerzeit)"""
              .formatted(named),
          null);
    }
    long early = moments.stream().filter(made -> early(made, earliest)).count();
    if (early == moments.size()) {
      throw refused(
          """
          Sie ist von %s, der alte Server wurde aber erst danach gestoppt: Was dazwischen \
          eingegeben wurde, fehlt ihr"""
              .formatted(named),
          null);
    }
    if (early > 0 && (byHand || file.modified().isBefore(earliest))) {
      throw refused(
          """
          Ihr Name nennt mit %s eine Zeit, die es an diesem Tag zweimal gab (Ende der \
          Sommerzeit); beim ersten Mal lief der alte Server noch, und der Name sagt nicht, \
          welches Mal gemeint ist. Nach 3 Uhr ist die Zeit wieder eindeutig"""
              .formatted(named),
          null);
    }
    if (moments.get(0).isAfter(host.clock().plus(tolerance))) {
      throw refused("Ihr Name nennt mit " + named + " eine Zeit in der Zukunft", null);
    }
  }

  private boolean early(Instant made, Instant earliest) {
    return made.equals(earliest.truncatedTo(ChronoUnit.MINUTES))
        ? file.modified().isBefore(earliest)
        : !made.plus(MINUTE).isAfter(earliest);
  }

  /** Reads an archive to its end, checksums included; anything else must only hold something. */
  void requireWhole() throws IOException, InterruptedException {
    if (file.size() == 0) {
      throw refused("Sie ist leer", null);
    }
    try (InputStream in = host.files().read(path(), 0)) {
      if (!java.util.Arrays.equals(in.readNBytes(ZIP.length), ZIP)) {
        return;
      }
    }
    try (ZipInputStream zip = new ZipInputStream(host.files().read(path(), 0))) {
      byte[] block = new byte[Transfer.BLOCK];
      while (zip.getNextEntry() != null) {
        while (zip.read(block) >= 0) {
          Cancellation.check();
        }
      }
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      throw refused("Sie ist beschädigt oder abgeschnitten", e);
    }
  }

  private OperationFailed refused(String why, Exception cause) {
    return OperationFailed.permanent(
        "Die schulscharfe Sicherung %s auf %s wird nicht verwendet: %s."
            .formatted(path(), host.name(), why),
        "Bitte sie bei gestopptem Server neu erstellen und den Schritt wiederholen.",
        cause);
  }
}
