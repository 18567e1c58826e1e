package de.asvumzug.backup.transfer;

import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.PrivateFolder;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what {@code pg_dump} has written on to the new machine while it still writes. Its files
 * only ever grow, so what is there of them is what will be there in the end; whether it is, is
 * proven by {@link Transfer}, which sends the rest. A forerun that fails fails alone: the backup
 * goes on.
 */
public final class PreCopy implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PreCopy.class);
  private static final Duration BETWEEN_ROUNDS = Duration.ofSeconds(1);
  private static final Duration GOODBYE = Duration.ofSeconds(60);

  private final TransferPath leg;
  private final String note;
  private final long room;
  private final BackupContext act;
  private final FileTransport courier;
  private final Sleeper pause;
  private final Thread thread;
  private final Map<String, Long> seen = new HashMap<>();
  private final Map<String, Long> there = new HashMap<>();
  private volatile long sent;
  private volatile String failure;

  /**
   * @param leg from the folder that the dump grows in to the one where its copy is to lie
   * @param note path on the new machine that remembers which dump was sent ahead
   * @param room bytes that must be free there
   */
  private PreCopy(
      TransferPath leg,
      String note,
      long room,
      BackupContext act,
      FileTransport courier,
      Sleeper pause) {
    this.leg = leg;
    this.note = note;
    this.room = room;
    this.act = act;
    this.courier = courier;
    this.pause = pause;
    this.thread = new Thread(this::run, "forerun-" + act.migrationId());
  }

  /** Begins in a thread of its own; {@link #close} ends it. */
  static PreCopy begin(
      TransferPath leg,
      String note,
      long room,
      BackupContext act,
      FileTransport courier,
      Sleeper pause) {
    PreCopy forerun = new PreCopy(leg, note, room, act, courier, pause);
    forerun.thread.setDaemon(true);
    forerun.thread.start();
    return forerun;
  }

  /** Where it is remembered on the new machine which dump was sent ahead. */
  static String note(Host to, BackupContext act, BackupComponent part) {
    return Folders.received(to, act.migrationId(), part) + ".ahead";
  }

  /** Nothing is sent any more when it returns. */
  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    boolean interrupted = Thread.interrupted();
    thread.join(GOODBYE.toMillis());
    if (interrupted) {
      throw new InterruptedException("step taken back");
    }
    if (failure != null) {
      act.notes()
          .note(
              "Die Sicherung wird erst übertragen, wenn sie fertig ist: " + failure,
              Map.of("Bytes", sent));
    } else if (sent > 0) {
      act.notes().note("Schon während der Sicherung übertragen", Map.of("Bytes", sent));
    }
  }

  boolean underWay() {
    return thread.isAlive();
  }

  private void run() {
    try {
      if (mayBegin()) {
        while (!Thread.currentThread().isInterrupted()) {
          round();
          pause.during(BETWEEN_ROUNDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } catch (IOException | RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.info("Nothing more is sent ahead for {}: {}", act.migrationId(), e.toString());
        failure =
            e instanceof OperationFailed ? e.getMessage() : "Die Verbindung ist unterbrochen.";
      }
    }
  }

  /** What another dump has sent ahead is of no use to this one. */
  private boolean mayBegin() throws IOException, InterruptedException {
    HostFiles files = leg.to().files();
    boolean begun = files.stat(leg.target()).isPresent();
    Optional<String> whose =
        files.stat(note).isPresent() ? Optional.of(files.readText(note).strip()) : Optional.empty();
    if (begun && whose.isEmpty()) {
      return false; // a transfer's, not ours
    }
    if (begun && !whose.get().equals(act.stepKey())) {
      files.delete(leg.target());
    }
    String parent = leg.target().substring(0, leg.target().lastIndexOf('/'));
    PrivateFolder.create(leg.to(), Folders.received(leg.to(), act.migrationId()));
    PrivateFolder.create(leg.to(), parent);
    long free = files.freeBytes(parent);
    if (free < room) {
      throw OperationFailed.temporary(
          "Auf " + leg.to().name() + " sind nur " + free + " Bytes frei.");
    }
    files.writeText(note, act.stepKey() + "\n");
    PrivateFolder.create(leg.to(), leg.target());
    for (FileStat file : files.list(leg.target())) {
      there.put(file.path(), file.size());
    }
    return true;
  }

  private void round() throws IOException, InterruptedException {
    if (leg.from().files().stat(leg.source()).isEmpty()) {
      return;
    }
    List<PartialFile> pieces = new ArrayList<>();
    for (FileStat file : leg.from().files().list(leg.source())) {
      long ready = ready(file);
      String partial = file.path() + PartialFile.PARTIAL;
      if (file.isFile() && ready > there.getOrDefault(partial, 0L)) {
        pieces.add(new PartialFile(file.path(), partial, ready, there.getOrDefault(partial, -1L)));
      }
    }
    courier.bring(leg, pieces, this::count);
    pieces.forEach(piece -> there.put(piece.partial(), piece.size()));
  }

  /** All of a file that has not grown since the last look; whole blocks of one that grows. */
  private long ready(FileStat file) {
    Long before = seen.put(file.path(), file.size());
    return before != null && before == file.size()
        ? file.size()
        : FileTransport.resumeAt(file.size());
  }

  private synchronized void count(long bytes) {
    sent += bytes;
  }
}
