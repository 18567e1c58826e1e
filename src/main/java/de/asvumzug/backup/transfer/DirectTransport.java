package de.asvumzug.backup.transfer;

import de.asvumzug.backup.BackupContext;
import de.asvumzug.host.Command;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.ssh.SshAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From the old machine straight to the new one, by the old machine's {@code ssh} as a detached job
 * with a key of its own, whose only right is to have what it sends added to partial files below one
 * folder. What it cannot bring, {@link RelayTransport} brings: names with blanks or signs, little
 * amounts, and everything if the way is closed.
 */
public final class DirectTransport implements FileTransport {
  /** Below this a key is not worth its making. */
  public static final long WORTH_IT = 4 << 20;

  private static final int TRIES_IN_VAIN = 2;
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(2);

  private final SshAddress address;
  private final OneTimeKey key;
  private final FileTransport relay;
  private final BackupContext act;
  private final TransferRetry patience;
  private final Sleeper pause;

  public DirectTransport(
      SshAddress address,
      OneTimeKey key,
      FileTransport relay,
      BackupContext act,
      TransferRetry patience,
      Sleeper pause) {
    this.address = address;
    this.key = key;
    this.relay = relay;
    this.act = act;
    this.patience = patience;
    this.pause = pause;
  }

  @Override
  public void bring(TransferPath leg, List<PartialFile> pieces, Sent sent)
      throws IOException, InterruptedException {
    List<PartialFile> left = pieces;
    List<PartialFile> plain = pieces.stream().filter(piece -> plain(leg, piece)).toList();
    if (plain.stream().mapToLong(DirectTransport::missing).sum() >= WORTH_IT) {
      send(leg, plain, sent);
      left = patience.with(() -> looked(leg, pieces));
    }
    relay.bring(leg, left, sent);
  }

  private void send(TransferPath leg, List<PartialFile> pieces, Sent sent)
      throws IOException, InterruptedException {
    try {
      String reason = closed(leg.from());
      if (reason.isEmpty()) {
        patience.with(
            () -> {
              key.make(leg.target());
              return null;
            });
        act.notes()
            .note(
                "Direkte Übertragung: Einmal-Schlüssel hinterlegt, der nur in einen Ordner schreiben darf",
                Map.of("von", leg.from().name(), "nach", leg.to().name()));
        reason = attempts(leg, pieces, sent);
      }
      if (!reason.isEmpty()) {
        act.notes()
            .note(
                "Direkter Weg nicht möglich, Übertragung über die Anwendung: " + reason,
                Map.of("von", leg.from().name(), "nach", leg.to().name()));
      }
    } finally {
      takeKeyAway(leg);
    }
  }

  /** Also when the step is taken back or the application ends. */
  private void takeKeyAway(TransferPath leg) throws IOException, InterruptedException {
    boolean interrupted = Thread.interrupted();
    if (patience.with(key::remove)) {
      act.notes().note("Einmal-Schlüssel wieder entfernt", Map.of("auf", leg.to().name()));
    }
    if (interrupted) {
      throw new InterruptedException("step taken back");
    }
  }

  /** Why this way is not open; empty if it is. */
  private String closed(Host from) throws IOException {
    if (from.system() == Host.OperatingSystem.WINDOWS) {
      return "Von einer Windows-Maschine aus wird nicht direkt übertragen.";
    }
    for (String program : List.of("ssh-keygen", "ssh")) {
      if (from.findProgram(program, List.of()).isEmpty()) {
        return "Auf " + from.name() + " fehlt das Programm " + program + ".";
      }
    }
    if (address.hostKeys().isEmpty()) {
      return "Kein Schlüssel der Maschine ist bekannt.";
    }
    try {
      return from.reaches(address.address(), address.port())
          ? ""
          : from.name() + " erreicht " + address.address() + ":" + address.port() + " nicht.";
    } catch (IOException e) {
      return from.name() + " kann " + address.address() + " nicht auflösen.";
    }
  }

  /** Job after job until everything is there; why not, if several brought nothing. */
  private String attempts(TransferPath leg, List<PartialFile> pieces, Sent sent)
      throws IOException, InterruptedException {
    int inVain = 0;
    List<PartialFile> now = patience.with(() -> looked(leg, pieces));
    for (int number = 1; ; number++) {
      List<PartialFile> open = now.stream().filter(piece -> missing(piece) > 0).toList();
      if (open.isEmpty()) {
        return "";
      }
      Watch watch = new Watch(leg, pieces, now, sent);
      JobResult result = act.jobs().run(leg.from(), "direct-" + number, command(leg, open), watch);
      now = patience.with(() -> looked(leg, pieces));
      watch.run();
      inVain = watch.brought() ? 0 : inVain + 1;
      if (inVain >= TRIES_IN_VAIN) {
        return reason(result);
      }
      if (!result.succeeded()) {
        pause.during(BETWEEN_TRIES);
      }
    }
  }

  /** The last two lines: the very last one often only says that the connection is closed. */
  private static String reason(JobResult result) {
    List<String> lines =
        result.logTail().lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    return lines.isEmpty()
        ? "ssh endete mit dem Code " + result.exitCode() + "."
        : String.join(" ", lines.subList(Math.max(0, lines.size() - 2), lines.size()));
  }

  /** The exact command. AES-GCM first: it is the fastest where the processor knows it. */
  public Command command(TransferPath leg, List<PartialFile> pieces) {
    return Command.of(
            "sh",
            key.sender(),
            leg.source(),
            "ssh",
            "-T",
            "-F",
            "/dev/null",
            "-i",
            key.keyFile(),
            "-p",
            Integer.toString(address.port()),
            "-o",
            "BatchMode=yes",
            "-o",
            "IdentitiesOnly=yes",
            "-o",
            "UserKnownHostsFile=" + key.knownHosts(),
            "-o",
            "GlobalKnownHostsFile=/dev/null",
            "-o",
            "StrictHostKeyChecking=yes",
            "-o",
            "Ciphers=aes128-gcm@openssh.com,aes256-gcm@openssh.com,aes256-ctr,aes128-ctr",
            "-o",
            "Compression=no",
            "-o",
            "ConnectTimeout=10",
            "-o",
            "ServerAliveInterval=15",
            address.user() + "@" + address.address())
        .withInput(list(pieces));
  }

  /** Each file goes on where it ends on the new machine. */
  private static String list(List<PartialFile> pieces) {
    return pieces.stream()
        .map(
            piece -> {
              long there = Math.max(0, piece.there());
              return there
                  + " "
                  + (piece.size() - there)
                  + " "
                  + piece.partial()
                  + " "
                  + piece.path()
                  + "\n";
            })
        .collect(Collectors.joining());
  }

  private static boolean plain(TransferPath leg, PartialFile piece) {
    return OneTimeKey.PLAIN.matcher(leg.source() + leg.target() + piece.path()).matches()
        && piece.there() <= piece.size();
  }

  private static long missing(PartialFile piece) {
    // An empty file counts, too, until it is there.
    return Math.max(piece.there() < 0 ? 1 : 0, piece.size() - Math.max(0, piece.there()));
  }

  /** The pieces as they are on the new machine now. */
  private static List<PartialFile> looked(TransferPath leg, List<PartialFile> pieces)
      throws IOException {
    Map<String, Long> sizes =
        leg.to().files().list(leg.target()).stream()
            .filter(FileStat::isFile)
            .collect(Collectors.toMap(FileStat::path, FileStat::size));
    List<PartialFile> now = new ArrayList<>();
    for (PartialFile piece : pieces) {
      long there = Optional.ofNullable(sizes.get(piece.partial())).orElse(-1L);
      now.add(new PartialFile(piece.path(), piece.partial(), piece.size(), there));
    }
    return now;
  }

  /** Reports what has arrived; that the look fails does not matter, the job goes on. */
  private static final class Watch implements Jobs.Poll {
    private final TransferPath leg;
    private final List<PartialFile> pieces;
    private final Sent sent;
    private final long before;
    private long arrived;

    Watch(TransferPath leg, List<PartialFile> pieces, List<PartialFile> now, Sent sent) {
      this.leg = leg;
      this.pieces = pieces;
      this.sent = sent;
      this.before = sum(now);
      this.arrived = before;
    }

    boolean brought() {
      return arrived > before;
    }

    @Override
    public void run() {
      try {
        long now = sum(looked(leg, pieces));
        if (now > arrived) {
          sent.more(now - arrived);
          arrived = now;
        }
      } catch (IOException e) {
        return; // the next look tells
      }
    }

    private static long sum(List<PartialFile> pieces) {
      return pieces.stream().mapToLong(piece -> Math.max(0, piece.there())).sum();
    }
  }
}
