package de.asvumzug.backup;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder of one part of a backup. Written once: a complete one (manifest there and true) is
 * used and never written again, a half one is removed only if the mark beside it says that this
 * move began it.
 *
 * <p>Programs write plain files to the folder itself. Encrypted ones grow in one beside it, which
 * takes its place when it is complete and holds the manifest; from the note of its draft on, the
 * end is only gone on with, whoever does it.
 */
public final class BackupFolder {
  /** Copied files lie in a folder of their own, so that none can be taken for the manifest. */
  public static final String FILES = "files";

  private static final String MARK = ".unfinished";

  /** The manifest without its files, as soon as only encrypting is left to do. */
  private static final String DRAFT = ".draft";

  private final Endpoint endpoint;
  private final Host host;
  private final BackupContext act;
  private final BackupComponent part;
  private final String school;
  private final String path;
  private final SealedPlace place;
  private final Vault vault;

  public BackupFolder(Endpoint endpoint, BackupComponent part, BackupContext act, Vault vault) {
    this(
        endpoint, part, null, Folders.backup(endpoint.host(), act.migrationId(), part), act, vault);
  }

  private BackupFolder(
      Endpoint endpoint,
      BackupComponent part,
      String school,
      String path,
      BackupContext act,
      Vault vault) {
    this.endpoint = endpoint;
    this.host = endpoint.host();
    this.act = act;
    this.part = part;
    this.school = school;
    this.path = path;
    this.place = SealedPlace.of(path);
    this.vault = vault;
  }

  /** The folder of one school's backup. */
  public static BackupFolder ofTenant(
      Endpoint endpoint, String school, BackupContext act, Vault vault) {
    String path = Folders.tenant(endpoint.host(), act.migrationId(), school);
    return new BackupFolder(endpoint, BackupComponent.TENANT, school, path, act, vault);
  }

  /** Where the plain files are written to. */
  public String path() {
    return path;
  }

  /** Where everything is while the backup is made. */
  public SealedPlace place() {
    return place;
  }

  /** What encrypts this backup; empty if it stays plain. */
  public Optional<Seal> seal() throws IOException, InterruptedException {
    String context =
        String.join("/", act.migrationId(), endpoint.side().name(), part.folder())
            + (school == null ? "" : "/" + school);
    return vault.seal(endpoint, context, act);
  }

  /** The complete backup, read in full; empty if there is none yet. */
  public Optional<Backup> finished() throws IOException, InterruptedException {
    if (!there(path + "/" + Manifest.NAME)) {
      if (there(path + DRAFT)) {
        return Optional.of(goOn());
      }
      return Optional.empty();
    }
    Backup backup = backup(manifest());
    if (!backup.manifest().migration().equals(act.migrationId())
        || backup.manifest().side() != endpoint.side()) {
      throw foreign();
    }
    ManifestCheck.read(host, backup, act.progress()).requireClean();
    PrivateFolder.lock(host, path);
    tidy();
    return Optional.of(backup);
  }

  /**
   * Makes an empty folder, or finds the one that this very attempt began before the application was
   * ended.
   *
   * @param jobs names of the detached jobs that write into it; those of an earlier attempt are
   *     ended
   * @throws OperationFailed (permanent) if a complete backup is there
   */
  public void begin(String... jobs) throws IOException, InterruptedException {
    if (there(path + "/" + Manifest.NAME)) {
      throw OperationFailed.permanent(
          "In %s auf %s liegt schon eine vollständige Sicherung. Sie wird nicht überschrieben."
              .formatted(path, host.name()),
          "Bitte den Ordner zur Seite legen und den Schritt wiederholen.");
    }
    // The key first: without one nothing is begun.
    seal();
    if (there(path)) {
      String owner = owner();
      if (owner.equals(act.stepKey()) && jobs.length > 0) {
        return;
      }
      for (String job : jobs) {
        host.cancel(new JobKey(owner + "." + job));
      }
      host.files().delete(path);
    }
    host.files().delete(place.sealed());
    host.files().delete(place.journal());
    JobKey encrypting = new JobKey(act.stepKey() + "." + sealJob());
    if (host.status(encrypting).isPresent()) {
      // It encrypted a folder that is there no more; its end must not be taken for this one's.
      host.remove(encrypting);
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
    Optional<Seal> seal = seal();
    if (seal.isPresent()) {
      requireNotEmpty();
      Manifest manifest =
          draft.manifest(
              act.migrationId(), endpoint, host.clock(), List.of(), seal.get().encryption());
      host.files().writeText(path + DRAFT, manifest.toJson());
      return goOn();
    }
    if (there(place.sealed())) {
      throw OperationFailed.permanent(
          "Die Sicherung in %s auf %s ist schon teilweise verschlüsselt."
              .formatted(path, host.name()),
          "Bitte asv.backup.encryption wieder einschalten und den Schritt wiederholen.");
    }
    Manifest manifest =
        draft.manifest(act.migrationId(), endpoint, host.clock(), entries(known), null);
    host.files().writeText(path + "/" + Manifest.NAME, manifest.toJson());
    PrivateFolder.lock(host, path);
    tidy();
    return backup(manifest);
  }

  /** Encrypts what is left and puts the complete folder in its place; may be cut anywhere. */
  private Backup goOn() throws IOException, InterruptedException {
    if (!there(place.sealed() + "/" + Manifest.NAME)) {
      Manifest draft = parsed(path + DRAFT);
      // Its key must be there: none is made in its place.
      vault.open(
          endpoint, new Backup(endpoint.side(), host.name(), path, part, school, "", draft), act);
      Seal seal =
          seal()
              .filter(own -> own.encryption().equals(draft.encryption()))
              .orElseThrow(
                  () ->
                      OperationFailed.permanent(
                          "Die Sicherung in %s auf %s ist mit dem Schlüssel %s begonnen worden."
                              .formatted(path, host.name(), draft.encryption().keyId()),
                          """
                          Bitte ihn wieder in den Ordner asv.backup.keys legen und den Schritt \
                          wiederholen."""));
      Manifest manifest = draft.with(seal.all(place, sealJob()));
      host.files().writeText(place.sealed() + "/" + Manifest.NAME, manifest.toJson());
    }
    host.files().delete(path);
    host.files().move(place.sealed(), path);
    PrivateFolder.lock(host, path);
    tidy();
    return backup(manifest());
  }

  private String sealJob() {
    return "seal-" + part.folder() + (school == null ? "" : "-" + school);
  }

  private void tidy() throws IOException {
    host.files().delete(place.journal());
    host.files().delete(path + DRAFT);
    host.files().delete(path + MARK);
  }

  private boolean there(String file) throws IOException {
    return host.files().stat(file).isPresent();
  }

  private void requireNotEmpty() throws IOException {
    boolean begun = there(place.journal());
    if (!begun && host.files().list(path).stream().noneMatch(FileStat::isFile)) {
      throw empty();
    }
  }

  private OperationFailed empty() {
    return OperationFailed.permanent(
        "Die Sicherung in %s auf %s ist leer.".formatted(path, host.name()),
        """
        Bitte prüfen, ob %s dort wirklich die Installation ist und wohin Verknüpfungen in ihr \
        führen."""
            .formatted(endpoint.directory()));
  }

  /**
   * Removes what a move has begun here and not finished; what people have put there stays.
   *
   * @return whether there was anything
   */
  public static boolean forgetUnfinished(Host host, String migrationId)
      throws IOException, InterruptedException {
    String all = Folders.backups(host, migrationId);
    boolean found = false;
    if (host.files().stat(all).isEmpty()) {
      return false;
    }
    // Not every file of that name: an installation may hold one, and so does its backup.
    List<String> paths = new ArrayList<>();
    for (BackupComponent part : BackupComponent.values()) {
      paths.add(all + "/" + part.folder());
    }
    String tenants = all + "/" + BackupComponent.TENANT.folder();
    if (host.files().stat(tenants).isPresent()) {
      host.files().list(tenants).stream()
          .map(FileStat::path)
          .filter(name -> name.endsWith(MARK) && !name.contains("/"))
          .forEach(
              name -> paths.add(tenants + "/" + name.substring(0, name.length() - MARK.length())));
    }
    for (String path : paths) {
      if (host.files().stat(path + MARK).isPresent()
          && host.files().stat(path + "/" + Manifest.NAME).isEmpty()) {
        SealedPlace place = SealedPlace.of(path);
        for (String left :
            List.of(path, place.sealed(), place.journal(), path + DRAFT, path + MARK)) {
          host.files().delete(left);
        }
        found = true;
      }
    }
    return found;
  }

  private List<Manifest.Entry> entries(Map<String, String> known)
      throws IOException, InterruptedException {
    List<FileStat> files = host.files().list(path).stream().filter(FileStat::isFile).toList();
    if (files.isEmpty()) {
      throw empty();
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
    return parsed(path + "/" + Manifest.NAME);
  }

  private Manifest parsed(String file) throws IOException {
    try {
      return Manifest.parse(host.files().readText(file));
    } catch (IllegalArgumentException e) {
      throw OperationFailed.permanent(
          "Das Manifest %s auf %s ist nicht lesbar.".formatted(file, host.name()),
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
