package de.asvumzug.host.script;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.FencingToken;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.ProcessInfo;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.LogChunk;
import de.asvumzug.host.ssh.SshAddress;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine, this one or one over SSH: a script with the same verbs does the same on each. Commands
 * are started once however often the connection is cut, and their output goes through files, not
 * pipes: a service started by a command keeps its output open, and a pipe would never end.
 */
public final class ScriptHost implements Host {
  private static final Pattern PROCESS =
      Pattern.compile("(?:^|\\n)==> /proc/(\\d+)/cmdline <==\\n");
  private static final BigDecimal LAST_SECOND = BigDecimal.valueOf(253402300799L);
  private static final int TIMED_OUT = 124;
  private static final int HIDDEN = 77;
  private static final int UNKNOWN_ADDRESS = 68;
  private static final int LATER_TOKEN = 88;

  private final Script script;
  private final Commands commands;
  private final String workFolder;
  private final Duration commandTimeout;
  private final HostFiles files;
  private final Supplier<Optional<SshAddress>> sshAddress;

  private ScriptHost(
      Script script,
      Commands commands,
      String workFolder,
      Duration commandTimeout,
      HostFiles files,
      Supplier<Optional<SshAddress>> sshAddress) {
    this.script = script;
    this.commands = commands;
    this.workFolder = workFolder;
    this.commandTimeout = commandTimeout;
    this.files = files;
    this.sshAddress = sshAddress;
  }

  /**
   * This machine.
   *
   * @param path folders searched for programs before the PATH of this application
   * @param commandTimeout after which {@link #run} ends a command by force
   */
  public static ScriptHost local(
      String name, Path workFolder, List<String> path, Duration commandTimeout) {
    return local(name, workFolder, path, Set.of(), commandTimeout);
  }

  /** As above, with programs that run through {@code sudo -n}. */
  public static ScriptHost local(
      String name, Path workFolder, List<String> path, Set<String> sudo, Duration commandTimeout) {
    String folder = workFolder.toAbsolutePath().normalize().toString();
    LinuxCommands commands = new LinuxCommands(folder, path, sudo);
    Script script = new Script(new LocalConnection(name), commands, folder);
    return new ScriptHost(
        script, commands, folder, commandTimeout, new LocalHostFiles(), Optional::empty);
  }

  /**
   * A machine behind a connection.
   *
   * @param sshAddress asked each time: a person may have accepted a host key meanwhile
   */
  public static ScriptHost over(
      Connection connection,
      Commands commands,
      String workFolder,
      Duration commandTimeout,
      Supplier<Optional<SshAddress>> sshAddress) {
    Script script = new Script(connection, commands, workFolder);
    return over(script, commands, workFolder, commandTimeout, sshAddress);
  }

  public static ScriptHost over(
      Script script,
      Commands commands,
      String workFolder,
      Duration commandTimeout,
      Supplier<Optional<SshAddress>> sshAddress) {
    return new ScriptHost(
        script,
        commands,
        workFolder,
        commandTimeout,
        new ScriptFiles(script, commands),
        sshAddress);
  }

  @Override
  public String name() {
    return script.machine();
  }

  @Override
  public OperatingSystem system() {
    return commands.system();
  }

  @Override
  public Optional<SshAddress> sshAddress() {
    return sshAddress.get();
  }

  @Override
  public String workFolder() {
    return workFolder;
  }

  @Override
  public HostFiles files() {
    return files;
  }

  @Override
  public CommandResult run(Command command) throws IOException, InterruptedException {
    String id =
        (command.owner() == null ? "" : command.owner() + ".") + UUID.randomUUID().toString();
    byte[] spec = bytes(commands.spec(command, commandTimeout.toSeconds()));
    long begin = System.nanoTime();
    CommandResult result = script.run(id, spec);
    boolean late = System.nanoTime() - begin >= commandTimeout.toNanos();
    if (late && (result.exitCode() == TIMED_OUT || result.exitCode() == 128 + 9)) {
      throw new IOException(
          "Der Befehl %s auf %s war nach %s s nicht fertig und wurde beendet"
              .formatted(command.arguments().get(0), name(), commandTimeout.toSeconds()));
    }
    return result;
  }

  @Override
  public JobStatus start(JobKey key, Command command) throws IOException {
    byte[] spec = bytes(commands.spec(command, 0));
    String answer = script.text("start", List.of(key.value()), out -> Script.sized(out, spec));
    return status("start", answer)
        .orElseThrow(
            () -> new IOException("Der Auftrag " + key + " auf " + name() + " begann nicht"));
  }

  @Override
  public Optional<JobStatus> status(JobKey key) throws IOException {
    return status("status", script.text("status", List.of(key.value())));
  }

  @Override
  public Optional<JobStatus> status(JobKey key, Duration wait) throws IOException {
    return status(
        "status",
        script.text("status", List.of(key.value(), Long.toString(Math.max(1, wait.toSeconds())))));
  }

  @Override
  public boolean awaitsEnds() {
    return commands.system() == OperatingSystem.LINUX && script.hasRoom();
  }

  private Optional<JobStatus> status(String verb, String answer) {
    return script.understood(verb, answer, ScriptHost::status);
  }

  private static Optional<JobStatus> status(String answer) {
    String[] words = answer.strip().split(" ");
    return switch (words[0]) {
      case "none" -> Optional.empty();
      case "running" ->
          Optional.of(new JobStatus.Running(Long.parseLong(words[1]), second(words[2])));
      case "ended" ->
          Optional.of(
              new JobStatus.Ended(Integer.parseInt(words[1]), second(words[2]), second(words[3])));
      case "lost" -> Optional.of(new JobStatus.Lost(whyLost(words[1])));
      default -> throw new IllegalArgumentException(answer);
    };
  }

  private static String whyLost(String reason) {
    return switch (reason) {
      case "starting" -> "beim Starten abgebrochen";
      case "cancelled" -> "abgebrochen";
      case "full" -> "der Datenträger dort war voll, es wurde nicht begonnen";
      case "rebooted" -> "die Maschine wurde neu gestartet";
      default -> "der Prozess wurde von außen beendet";
    };
  }

  private static Instant second(String epochSecond) {
    return moment(new BigDecimal(epochSecond));
  }

  private static Instant moment(BigDecimal seconds) {
    if (seconds.signum() < 0 || seconds.compareTo(LAST_SECOND) > 0) {
      throw new IllegalArgumentException("no time of this age: " + seconds);
    }
    return Instant.ofEpochSecond(0, seconds.movePointRight(9).longValue());
  }

  @Override
  public LogChunk readLog(JobKey key, long offset) throws IOException {
    byte[] bytes = script.bytes("log", List.of(key.value(), Long.toString(offset)));
    int whole = Utf8.wholeCharacters(bytes);
    return new LogChunk(new String(bytes, 0, whole, StandardCharsets.UTF_8), offset + whole);
  }

  @Override
  public List<Long> processesOf(JobKey key) throws IOException {
    return script.understood(
        "pids",
        script.text("pids", List.of(key.value())),
        answer -> answer.lines().map(line -> Long.parseLong(line.strip())).toList());
  }

  @Override
  public void cancel(JobKey key) throws IOException {
    try {
      script.text("cancel", List.of(key.value()));
    } catch (Script.Refused e) {
      throw new IOException(
          """
          Der Auftrag %s auf %s ließ sich nicht beenden; es leben noch die Prozesse %s. \
          Gehören sie einem anderen Benutzer, braucht die Anmeldung dort das Recht zu „sudo \
          kill“."""
              .formatted(key, name(), e.detail()),
          e);
    }
  }

  @Override
  public void shut(String owner) throws IOException {
    try {
      script.text("shut", List.of(owner));
    } catch (Script.Refused e) {
      throw new IOException(
          "Befehle von " + owner + " auf " + name() + " ließen sich nicht beenden", e);
    }
  }

  @Override
  public void fence(FencingToken token) throws IOException {
    try {
      script.text("fence", List.of(token.name(), Long.toString(token.number())));
    } catch (Script.Refused e) {
      if (e.code() == LATER_TOKEN) {
        throw OperationFailed.temporary(
            """
            Auf %s hat inzwischen ein anderer Knoten der Anwendung weitergemacht. \
            Der Schritt prüft neu."""
                .formatted(name()),
            e);
      }
      throw e;
    }
  }

  @Override
  public void remove(JobKey key) throws IOException {
    try {
      script.text("remove", List.of(key.value()));
    } catch (Script.Refused e) {
      throw new IOException("Der Auftrag " + key + " auf " + name() + " läuft noch", e);
    }
  }

  @Override
  public List<JobKey> jobs() throws IOException {
    return script.understood(
        "jobs",
        script.text("jobs", List.of()),
        answer ->
            answer.lines().map(JobKey::new).sorted(Comparator.comparing(JobKey::value)).toList());
  }

  @Override
  public List<ProcessInfo> processes() throws IOException {
    String answer;
    try {
      answer = script.text("processes", List.of());
    } catch (Script.Refused e) {
      if (e.code() == HIDDEN) {
        throw OperationFailed.permanent(
            """
            Auf %s sind die Prozesse anderer Benutzer verborgen (/proc mit hidepid). \
            So lässt sich nicht beweisen, dass kein ASV-Server läuft."""
                .formatted(name()),
            "Bitte der Anmeldung dort den Blick auf alle Prozesse geben.");
      }
      throw e;
    }
    return script.understood("processes", answer, ScriptHost::processes);
  }

  private static List<ProcessInfo> processes(String answer) {
    List<ProcessInfo> processes = new ArrayList<>();
    Matcher header = PROCESS.matcher(answer);
    int from = -1;
    long pid = 0;
    while (header.find()) {
      add(processes, pid, from < 0 ? "" : answer.substring(from, header.start()));
      pid = Long.parseLong(header.group(1));
      from = header.end();
    }
    if (from < 0) {
      throw new IllegalArgumentException("a machine without any process");
    }
    add(processes, pid, from < 0 ? "" : answer.substring(from));
    return processes;
  }

  /** Processes of the kernel have no command line. */
  private static void add(List<ProcessInfo> processes, long pid, String commandLine) {
    String readable = commandLine.replace('\0', ' ').strip();
    if (!readable.isEmpty()) {
      processes.add(new ProcessInfo(pid, readable));
    }
  }

  @Override
  public boolean reaches(String address, int port) throws IOException {
    try {
      return script.understood(
          "reaches",
          script.text("reaches", List.of(address, Integer.toString(port))),
          ScriptHost::isOpen);
    } catch (Script.Refused e) {
      // An address that cannot be resolved says nothing about the port: an error, not a "closed".
      throw e.code() == UNKNOWN_ADDRESS
          ? new IOException(name() + " kennt die Adresse " + address + " nicht", e)
          : new IOException(
              name() + " konnte " + address + ":" + port + " nicht prüfen: " + e.detail(), e);
    }
  }

  /** Only what says so is closed: a server that answers must not be missed. */
  private static boolean isOpen(String answer) {
    return switch (answer.strip()) {
      case "open" -> true;
      case "closed" -> false;
      default -> throw new IllegalArgumentException(answer);
    };
  }

  @Override
  public boolean answers() {
    return script.answers();
  }

  @Override
  public Instant clock() throws IOException {
    return script.understood(
        "clock", script.text("clock", List.of()), answer -> moment(new BigDecimal(answer.strip())));
  }

  @Override
  public Optional<String> findProgram(String program, List<String> folders) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(program, commands.path()));
    arguments.addAll(folders);
    return script.understood(
        "find_program",
        script.text("find_program", arguments),
        answer ->
            answer
                .lines()
                .map(line -> Candidate.of(line, folders))
                .min(Comparator.comparingInt(Candidate::place).thenComparingInt(c -> -c.number()))
                .map(Candidate::file));
  }

  /** A program that was found: place 0 is the PATH, whose order counts. */
  private record Candidate(int place, int number, String file) {
    private static final Pattern DIGITS = Pattern.compile("\\D*(\\d{1,6})\\D*");

    static Candidate of(String line, List<String> folders) {
      int tab = line.indexOf('\t');
      int place = Integer.parseInt(line.substring(0, tab));
      String file = line.substring(tab + 1);
      return new Candidate(place, place == 0 ? 0 : number(file, folders.get(place - 1)), file);
    }

    /** The number in a folder name such as {@code 15} or {@code pgsql-15}, so that 15 beats 9. */
    private static int number(String file, String pattern) {
      int star = pattern.indexOf('*');
      if (star < 0) {
        return 0;
      }
      String rest = file.substring(pattern.lastIndexOf('/', star) + 1);
      Matcher digits = DIGITS.matcher(rest.split("/", 2)[0]);
      return digits.matches() ? Integer.parseInt(digits.group(1)) : 0;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    script.close();
  }
}
