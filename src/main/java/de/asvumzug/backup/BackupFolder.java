package de.asvumzug.backup;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of one part of a backup. Written once: a complete one (manifest there and true) is
 * used, a half one is removed only if the mark beside it says that this move began it.
 */
public final class BackupFolder {
  /** Copied files lie in a folder of their own, so that none can be taken for the manifest. */
  public static final String FILES = "files";

  private static final String MARK = ".unfinished";

  private final Endpoint endpoint;
  private final Host host;
  private final BackupContext act;
  private final BackupComponent part;
  private final String school;
  private final String path;

  public BackupFolder(Endpoint endpoint, BackupComponent part, BackupContext act) {
    this(endpoint, part, null, Folders.backup(endpoint.host(), act.migrationId(), part), act);
  }

  private BackupFolder(
      Endpoint endpoint, BackupComponent part, String school, String path, BackupContext act) {
    this.endpoint = endpoint;
    this.host = endpoint.host();
    this.act = act;
    this.part = part;
    this.school = school;
    this.path = path;
  }

  /** The folder of one school's backup. */
  public static BackupFolder ofTenant(Endpoint endpoint, String school, BackupContext act) {
    String path = Folders.tenant(endpoint.host(), act.migrationId(), school);
    return new BackupFolder(endpoint, BackupComponent.TENANT, school, path, act);
  }

  public String path() {
    return path;
  }

  /** The complete backup, read in full; empty if there is none yet. */
  public Optional<Backup> finished() throws IOException, InterruptedException {
    if (host.files().stat(path + "/" + Manifest.NAME).isEmpty()) {
      return Optional.empty();
    }
    Backup backup = backup(manifest());
    if (!backup.manifest().migration().equals(act.migrationId())
        || backup.manifest().side() != endpoint.side()) {
      throw foreign();
    }
    ManifestCheck.read(host, backup, act.progress()).requireClean();
    host.files().delete(path + MARK);
    return Optional.of(backup);
  }

  /**
   * Makes an empty folder, or finds the one that this very attempt began before the application was
   * ended.
   *
   * @param jobs names of the detached jobs that write into it; those of an earlier attempt are
   *     ended
   */
  public void begin(String... jobs) throws IOException, InterruptedException {
    if (host.files().stat(path).isPresent()) {
      String owner = owner();
      if (owner.equals(act.stepKey()) && jobs.length > 0) {
        return;
      }
      for (String job : jobs) {
        host.cancel(new JobKey(owner + "." + job));
      }
      host.files().delete(path);
    }
    PrivateFolder.create(host, Folders.backups(host, act.migrationId()));
    if (school != null) {
      PrivateFolder.create(host, Folders.backup(host, act.migrationId(), part));
    }
    host.files().writeText(path + MARK, act.migrationId() + "\n" + act.stepKey() + "\n");
    PrivateFolder.create(host, path);
  }

  /** Reads everything that was written, and writes the manifest: from here on it is complete. */
  public Backup finish(ManifestDraft draft) throws IOException, InterruptedException {
    return finish(draft, Map.of());
  }

  /**
   * @param known checksums by path of files that were read while they were copied; the verification
   *     reads the copies
   */
  public Backup finish(ManifestDraft draft, Map<String, String> known)
      throws IOException, InterruptedException {
    PrivateFolder.seal(host, path);
    Manifest manifest = draft.manifest(act.migrationId(), endpoint, host.clock(), entries(known));
    host.files().writeText(path + "/" + Manifest.NAME, manifest.toJson());
    PrivateFolder.seal(host, path);
    host.files().delete(path + MARK);
    return backup(manifest);
  }

  private List<Manifest.Entry> entries(Map<String, String> known)
      throws IOException, InterruptedException {
    List<FileStat> files = host.files().list(path).stream().filter(FileStat::isFile).toList();
    if (files.isEmpty()) {
      throw OperationFailed.permanent(
          "Die Sicherung in %s auf %s ist leer.".formatted(path, host.name()),
          """
          Bitte prüfen, ob %s dort wirklich die Installation ist und wohin Verknüpfungen in ihr \
          führen."""
              .formatted(endpoint.directory()));
    }
    long total = files.stream().mapToLong(FileStat::size).sum();
    ProgressCounter tally = new ProgressCounter(act.progress(), total, "Prüfsummen der Sicherung");
    Map<String, String> sums = new ConcurrentHashMap<>(known);
    Parallel.each(
        Parallel.portions(
            files.stream().filter(file -> !known.containsKey(file.path())).toList(),
            FileStat::size),
        portion -> {
          List<String> paths = portion.stream().map(file -> path + "/" + file.path()).toList();
          List<String> found = host.files().sha256(paths);
          for (int i = 0; i < portion.size(); i++) {
            sums.put(portion.get(i).path(), found.get(i));
            tally.add(portion.get(i).size());
          }
        });
    return files.stream()
        .map(file -> new Manifest.Entry(file.path(), file.size(), sums.get(file.path())))
        .toList();
  }

  private Backup backup(Manifest manifest) throws IOException {
    String sha256 = host.files().sha256(path + "/" + Manifest.NAME);
    return new Backup(endpoint.side(), host.name(), path, part, school, sha256, manifest);
  }

  private Manifest manifest() throws IOException {
    try {
      return Manifest.parse(host.files().readText(path + "/" + Manifest.NAME));
    } catch (IllegalArgumentException e) {
      throw OperationFailed.permanent(
          "Das Manifest %s/%s auf %s ist nicht lesbar.".formatted(path, Manifest.NAME, host.name()),
          "Bitte den Ordner zur Seite legen und den Schritt wiederholen.",
          e);
    }
  }

  private String owner() throws IOException {
    List<String> mark =
        host.files().stat(path + MARK).isPresent()
            ? host.files().readText(path + MARK).lines().toList()
            : List.of();
    if (mark.size() != 2 || !mark.get(0).equals(act.migrationId())) {
      throw foreign();
    }
    return mark.get(1);
  }

  private OperationFailed foreign() {
    return OperationFailed.permanent(
        """
        Der Ordner %s auf %s ist schon da und gehört nicht erkennbar zu diesem Umzug. \
        Er wird nicht überschrieben."""
            .formatted(path, host.name()),
        "Bitte ihn umbenennen oder verschieben und den Schritt wiederholen.");
  }
}
