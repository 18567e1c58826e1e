package de.asvumzug.move;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabProcess;
import de.asvumzug.support.ChildApplication;
import de.asvumzug.support.SmallDisk;
import de.asvumzug.support.TrainingGround;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What can break around a move, broken and mended for real. */
final class Faults implements AutoCloseable {
  /** What breaks. */
  enum Kind {
    APPLICATION("application killed"),
    HOST_JOB("host job killed"),
    CONNECTION("connections cut"),
    DATABASE("PostgreSQL crashed"),
    MAIL("mail server down"),
    DISK("disk full"),
    REBOOT("host rebooted"),
    CLOCK("clock of a node's engine turned");

    /** Those in which real processes get SIGKILL. */
    static final List<Kind> KILLS = List.of(APPLICATION, HOST_JOB, DATABASE, REBOOT);

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final TrainingGround ground;
  private final Path folder;
  private final List<ChildApplication> nodes;
  private final boolean overSsh;
  private final List<LabMachine> schools;
  private final Random random;
  private final Map<LabMachine, SmallDisk> disks = new LinkedHashMap<>();
  private GreenMail mail;
  private final int mailPort;
  private boolean mailIsDown;
  private int front;

  /**
   * @param folder of the training ground
   * @param nodes of the application, all of which run
   * @param schools machines with an embedded database
   */
  Faults(
      TrainingGround ground,
      Path folder,
      List<ChildApplication> nodes,
      boolean overSsh,
      List<LabMachine> schools,
      Random random)
      throws Exception {
    this.ground = ground;
    this.folder = folder;
    this.nodes = nodes;
    this.overSsh = overSsh;
    this.schools = schools;
    this.random = random;
    this.mailPort = ground.mail().getSmtp().getPort();
    this.mail = ground.mail();
    for (LabMachine machine : machines()) {
      Optional<SmallDisk> disk = SmallDisk.at(machine.workFolder(), machine.user(), 1500);
      disk.ifPresent(some -> disks.put(machine, some));
    }
  }

  /** The node that people reach. */
  ChildApplication front() {
    return nodes.get(front);
  }

  private List<LabMachine> machines() {
    return List.of(ground.lab().alt(), ground.lab().neu());
  }

  /**
   * @return whether it could be made now
   */
  boolean make(Kind kind) throws Exception {
    return switch (kind) {
      case APPLICATION -> killApplication();
      case HOST_JOB -> killJob();
      case CONNECTION -> cutConnections();
      case DATABASE -> crashDatabase();
      case MAIL -> stopMail();
      case DISK -> fillDisk();
      case REBOOT -> reboot();
      case CLOCK -> turnClock();
    };
  }

  /** Ends what lasts: the mail server comes back, the disk is emptied. */
  void mend() throws IOException {
    for (SmallDisk disk : disks.values()) {
      disk.free();
    }
    if (mailIsDown) {
      mail = new GreenMail(new ServerSetup(mailPort, "127.0.0.1", "smtp"));
      mail.start();
      mailIsDown = false;
    }
  }

  private boolean killApplication() throws Exception {
    ChildApplication victim = nodes.get(random.nextInt(nodes.size()));
    victim.kill();
    front = nodes.size() == 1 ? 0 : 1 - nodes.indexOf(victim);
    victim.start();
    return true;
  }

  /** Most jobs are short, so the next one is waited for. */
  private boolean killJob() throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    List<Path> running = running(machines(), "jobs");
    while (running.isEmpty() && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      running = running(machines(), "jobs");
    }
    if (running.isEmpty()) {
      return false;
    }
    killGroup(running.get(random.nextInt(running.size())));
    return true;
  }

  private boolean cutConnections() {
    if (!overSsh) {
      return false;
    }
    int cut = 0;
    for (LabMachine machine : machines()) {
      cut += machine.sshd().cut();
    }
    return cut > 0;
  }

  /** One of its processes dies: it ends all others and recovers from its log. */
  private boolean crashDatabase() throws IOException {
    long pid =
        Long.parseLong(
            Files.readAllLines(folder.resolve("engine-db/postmaster.pid")).get(0).strip());
    Optional<ProcessHandle> backend =
        ProcessHandle.of(pid)
            .orElseThrow()
            .children()
            .filter(Faults::servesApplication)
            .findFirst();
    backend.ifPresent(ProcessHandle::destroyForcibly);
    return backend.isPresent();
  }

  /** {@code ProcessHandle.Info} does not know the title that a process gives itself. */
  private static boolean servesApplication(ProcessHandle backend) {
    try {
      return Files.readString(Path.of("/proc/" + backend.pid() + "/cmdline"))
          .startsWith("postgres: postgres");
    } catch (IOException gone) {
      return false;
    }
  }

  /** Timers and locks of this node are then up to that much early or late. */
  private boolean turnClock() throws Exception {
    ChildApplication victim = nodes.get(random.nextInt(nodes.size()));
    victim.stop();
    front = nodes.size() == 1 ? 0 : 1 - nodes.indexOf(victim);
    victim.turnClock(Duration.ofSeconds(random.nextInt(41) - 20));
    victim.start();
    return true;
  }

  private boolean stopMail() {
    if (mailIsDown) {
      return false;
    }
    mail.stop();
    mailIsDown = true;
    return true;
  }

  private boolean fillDisk() throws Exception {
    List<SmallDisk> empty = disks.values().stream().filter(disk -> !disk.isFull()).toList();
    if (empty.isEmpty()) {
      return false;
    }
    empty.get(random.nextInt(empty.size())).fill();
    return true;
  }

  /**
   * Everything of the product and of ASV on the machine dies at once, the machine gets another boot
   * id, and its enabled services start. Its PostgreSQL stays: that is not ours to test. A School
   * server that works is spared, as its file does not survive every kill ({@code
   * KilledCompactionIT}).
   */
  private boolean reboot() throws Exception {
    LabMachine machine = machines().get(random.nextInt(2));
    if (schools.contains(machine) && !machine.processes().isEmpty()) {
      return false;
    }
    List<Path> dead = new ArrayList<>(running(List.of(machine), "jobs"));
    dead.addAll(running(List.of(machine), "runs"));
    for (Path job : dead) {
      killGroup(job);
    }
    for (LabProcess process : machine.processes()) {
      ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
    for (Path job : dead) {
      bootedAnew(job);
    }
    if (overSsh) {
      machine.sshd().cut();
    }
    for (String unit : List.of(LabMachine.SERVER, LabMachine.UPDATE_SERVICE)) {
      if (machine.systemctl("is-enabled", unit).output().equals("enabled")) {
        machine.systemctl("start", unit);
      }
    }
    return true;
  }

  private static List<Path> running(List<LabMachine> machines, String kind) throws IOException {
    List<Path> running = new ArrayList<>();
    for (LabMachine machine : machines) {
      Path folders = machine.workFolder().resolve(kind);
      if (Files.isDirectory(folders)) {
        try (Stream<Path> all = Files.list(folders)) {
          all.filter(job -> Files.exists(job.resolve("pid")) && !Files.exists(job.resolve("exit")))
              .forEach(running::add);
        }
      }
    }
    return running;
  }

  /** Processes that ended meanwhile are no matter. */
  private static void killGroup(Path job) throws Exception {
    Optional<String> pid = pidLine(job);
    if (pid.isPresent()) {
      new ProcessBuilder("kill", "-9", "--", "-" + pid.get().split(" ")[0])
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }

  private static void bootedAnew(Path job) throws IOException {
    Optional<String> line = pidLine(job);
    if (line.isPresent() && !Files.exists(job.resolve("exit"))) {
      String[] parts = line.get().split(" ");
      parts[2] = UUID.randomUUID().toString();
      Files.writeString(job.resolve("pid"), String.join(" ", parts) + "\n");
    }
  }

  private static Optional<String> pidLine(Path job) {
    try {
      return Optional.of(Files.readString(job.resolve("pid")).strip()).filter(s -> !s.isEmpty());
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws Exception {
    for (SmallDisk disk : disks.values()) {
      disk.close();
    }
    mail.stop();
  }
}
