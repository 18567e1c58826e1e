package de.asvumzug.backup.transfer;

import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.ManifestCheck;
import de.asvumzug.backup.Parallel;
import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.backup.ProgressCounter;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Brings a backup from one machine to another: goes on at file and offset where it was cut, over
 * many cuts if need be, and counts as done only when the other machine has read every byte against
 * the manifest.
 */
@Service
public class Transfer {
  public static final int BLOCK = FileTransport.BLOCK;
  public static final String PARTIAL = PartialFile.PARTIAL;

  private final Sleeper pause;

  @Autowired
  public Transfer() {
    this(Sleeper.REAL);
  }

  public Transfer(Sleeper pause) {
    this.pause = pause;
  }

  /**
   * Copies what is not there yet.
   *
   * @return the copy on the other machine, read in full there
   * @throws OperationFailed (permanent) if the original is not what it was, or the copy's folder
   *     holds something else
   */
  public Backup copy(Host from, Backup backup, Host to, BackupContext act)
      throws IOException, InterruptedException {
    String folder = Folders.received(to, act.migrationId(), backup);
    Backup copy = backup.at(to.name(), folder);
    TransferRetry patience = new TransferRetry(pause);
    TransferPath leg = new TransferPath(from, backup.folder(), to, folder);
    Set<String> proven = Set.of();
    if (patience.with(() -> to.files().stat(folder + "/" + Manifest.NAME)).isEmpty()) {
      FileTransport courier = Couriers.between(from, to, act, patience, pause);
      proven = new Sending(leg, backup, act, patience, courier).send();
    }
    Set<String> read = proven;
    patience.with(() -> ManifestCheck.read(to, copy, read, act.progress())).requireClean();
    patience.with(() -> lock(to, folder));
    patience.with(() -> delete(to, PreCopy.note(to, act, backup.part())));
    return copy;
  }

  private static Void lock(Host host, String folder) throws IOException, InterruptedException {
    PrivateFolder.lock(host, folder);
    return null;
  }

  private static Void delete(Host host, String path) throws IOException {
    host.files().delete(path);
    return null;
  }

  /**
   * Takes away what a direct transfer of this move may have left if nobody was there at its end:
   * the one-time key. A second run finds nothing more.
   *
   * @return whether there was anything
   */
  public boolean forgetKey(Host from, Host to, String migrationId)
      throws IOException, InterruptedException {
    Optional<OneTimeKey> key = OneTimeKey.between(from, to, migrationId);
    return key.isPresent() && new TransferRetry(pause).with(key.get()::remove);
  }

  /** One attempt at one backup. */
  private static final class Sending {
    private final TransferPath leg;
    private final Backup backup;
    private final BackupContext act;
    private final TransferRetry patience;
    private final FileTransport courier;
    private final ProgressCounter tally;
    private final String ending;
    private final Set<String> proven = ConcurrentHashMap.newKeySet();

    Sending(
        TransferPath leg,
        Backup backup,
        BackupContext act,
        TransferRetry patience,
        FileTransport courier) {
      this.leg = leg;
      this.backup = backup;
      this.act = act;
      this.patience = patience;
      this.courier = courier;
      this.tally =
          new ProgressCounter(
              act.progress(), backup.manifest().bytes(), "Sicherung wird übertragen");
      this.ending =
          PartialFile.ending(backup.manifest().files().stream().map(Manifest.Entry::path).toList());
    }

    /** Paths of the files that the other machine has read in full by now. */
    Set<String> send() throws IOException, InterruptedException {
      Map<String, FileStat> there = prepare();
      bring(backup.manifest().files(), there);
      patience.with(this::seal);
      long size =
          patience
              .with(() -> leg.from().files().stat(leg.source() + "/" + Manifest.NAME))
              .map(FileStat::size)
              .orElse(0L);
      bring(List.of(new Manifest.Entry(Manifest.NAME, size, backup.manifestSha256())), Map.of());
      patience.with(this::seal);
      return proven;
    }

    private Map<String, FileStat> prepare() throws IOException, InterruptedException {
      Map<String, FileStat> there =
          patience.with(
              () -> {
                PrivateFolder.create(leg.to(), Folders.received(leg.to(), act.migrationId()));
                PrivateFolder.create(
                    leg.to(), Folders.received(leg.to(), act.migrationId(), backup.part()));
                PrivateFolder.create(leg.to(), leg.target());
                return look();
              });
      requireRoom(there);
      Set<String> folders = new TreeSet<>();
      Set<String> wanted = new HashSet<>();
      for (Manifest.Entry file : backup.manifest().files()) {
        wanted.add(piece(file, there).partial());
        parent(file.path()).ifPresent(folders::add);
      }
      for (FileStat stat : there.values()) {
        if (stat.path().endsWith(ending) && !wanted.contains(stat.path())) {
          // Begun by a dump that was given up since.
          patience.with(() -> delete(leg.to(), leg.target() + "/" + stat.path()));
        }
        folders.remove(stat.path());
      }
      patience.with(() -> createFolders(folders));
      return there;
    }

    private Map<String, FileStat> look() throws IOException {
      return leg.to().files().list(leg.target()).stream()
          .collect(Collectors.toMap(FileStat::path, Function.identity()));
    }

    private void bring(List<Manifest.Entry> files, Map<String, FileStat> there)
        throws IOException, InterruptedException {
      List<Manifest.Entry> missing = new ArrayList<>();
      List<Manifest.Entry> whole = new ArrayList<>();
      for (Manifest.Entry file : files) {
        (there.containsKey(file.path()) ? whole : missing).add(file);
      }
      Parallel.each(whole, file -> requireThatFile(file, there.get(file.path())));
      List<Manifest.Entry> wrong = attempt(missing, there);
      if (!wrong.isEmpty()) {
        for (Manifest.Entry file : wrong) {
          requireUnchangedAtSource(file);
          patience.with(() -> delete(leg.to(), leg.target() + "/" + piece(file, there).partial()));
        }
        act.notes()
            .note(
                "Nicht richtig angekommen, wird noch einmal übertragen: %s Datei(en)"
                    .formatted(wrong.size()),
                Map.of("Dateien", wrong.stream().map(Manifest.Entry::path).limit(10).toList()));
        List<Manifest.Entry> still = attempt(wrong, Map.of());
        if (!still.isEmpty()) {
          throw notArrived(still.get(0), there);
        }
      }
    }

    /** The files that are not what they should be on the other machine. */
    private List<Manifest.Entry> attempt(List<Manifest.Entry> files, Map<String, FileStat> there)
        throws IOException, InterruptedException {
      List<PartialFile> pieces = new ArrayList<>();
      for (Manifest.Entry file : files) {
        PartialFile piece = piece(file, there);
        pieces.add(piece);
        tally.add(Math.min(file.size(), Math.max(0, piece.there())));
      }
      courier.bring(leg, pieces, tally::add);
      List<Manifest.Entry> wrong = Collections.synchronizedList(new ArrayList<>());
      Parallel.each(
          Parallel.portions(files, Manifest.Entry::size),
          portion -> wrong.addAll(patience.with(() -> arrived(portion, there))));
      return wrong;
    }

    /**
     * Gives the files their names that are the right ones. May be cut after each of its acts.
     *
     * @return the wrong ones
     */
    private List<Manifest.Entry> arrived(List<Manifest.Entry> files, Map<String, FileStat> there)
        throws IOException {
      // The names of those that are proven may have been given, and only nobody was told.
      List<Manifest.Entry> open =
          files.stream().filter(file -> !proven.contains(file.path())).toList();
      List<String> sums =
          leg.to().files().sha256(open.stream().map(file -> partial(file, there)).toList());
      for (int i = 0; i < open.size(); i++) {
        if (sums.get(i).equals(open.get(i).sha256())) {
          proven.add(open.get(i).path());
        }
      }
      Map<String, String> names = new LinkedHashMap<>();
      for (Manifest.Entry file : files) {
        if (proven.contains(file.path())) {
          names.put(partial(file, there), leg.target() + "/" + file.path());
        }
      }
      leg.to().files().moveAll(names);
      return open.stream().filter(file -> !proven.contains(file.path())).toList();
    }

    private String partial(Manifest.Entry file, Map<String, FileStat> there) {
      return leg.target() + "/" + piece(file, there).partial();
    }

    private void requireThatFile(Manifest.Entry file, FileStat stat)
        throws IOException, InterruptedException {
      String target = leg.target() + "/" + file.path();
      if (stat.size() != file.size()
          || !patience.with(() -> leg.to().files().sha256(target)).equals(file.sha256())) {
        throw OperationFailed.permanent(
            "%s auf %s ist schon da und nicht die Datei aus der Sicherung."
                .formatted(target, leg.to().name()),
            "Bitte den Ordner %s dort zur Seite legen und den Schritt wiederholen."
                .formatted(leg.target()));
      }
      proven.add(file.path());
      tally.add(file.size());
    }

    private void requireUnchangedAtSource(Manifest.Entry file)
        throws IOException, InterruptedException {
      String source = leg.source() + "/" + file.path();
      String found = patience.with(() -> leg.from().files().sha256(source));
      if (!found.equals(file.sha256())) {
        throw OperationFailed.permanent(
            """
            %s auf %s ist nicht mehr die gesicherte Datei. \
            Die Sicherung wird nicht verwendet; bitte klären, wer sie verändert hat."""
                .formatted(source, leg.from().name()));
      }
    }

    private OperationFailed notArrived(Manifest.Entry file, Map<String, FileStat> there)
        throws IOException, InterruptedException {
      patience.with(() -> delete(leg.to(), leg.target() + "/" + piece(file, there).partial()));
      return OperationFailed.temporary(
          """
          %s/%s ist auf %s auch beim zweiten Mal nicht richtig angekommen und wird neu \
          übertragen."""
              .formatted(leg.target(), file.path(), leg.to().name()));
    }

    private PartialFile piece(Manifest.Entry file, Map<String, FileStat> there) {
      String partial = file.path() + ending;
      FileStat begun = there.get(partial);
      return new PartialFile(file.path(), partial, file.size(), begun == null ? -1 : begun.size());
    }

    private static Optional<String> parent(String path) {
      int end = path.lastIndexOf('/');
      return end < 0 ? Optional.empty() : Optional.of(path.substring(0, end));
    }

    private Void createFolders(Set<String> paths) throws IOException {
      leg.to()
          .files()
          .createAllFolders(paths.stream().map(path -> leg.target() + "/" + path).toList());
      return null;
    }

    private Void seal() throws IOException, InterruptedException {
      PrivateFolder.seal(leg.to(), leg.target());
      return null;
    }

    private void requireRoom(Map<String, FileStat> files) throws IOException, InterruptedException {
      long bytes = backup.manifest().bytes();
      long there = files.values().stream().mapToLong(FileStat::size).sum();
      long free = patience.with(() -> leg.to().files().freeBytes(leg.target()));
      if (free < bytes - there) {
        throw OperationFailed.permanent(
            "Auf %s sind nur %s Bytes frei; die Sicherung braucht noch %s Bytes."
                .formatted(leg.to().name(), free, bytes - there),
            "Bitte Platz schaffen.");
      }
    }
  }
}
