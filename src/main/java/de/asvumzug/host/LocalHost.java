package de.asvumzug.host;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * This machine (Linux). Output of commands goes through files, not pipes: a service started by a
 * command keeps its output open, and a pipe would never end.
 */
public final class LocalHost implements Host {
  private static final int MAX_OUTPUT_BYTES = 1 << 20;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final String PRIVATE_FOLDER = "rwx------";

  private final String name;
  private final Path workFolder;
  private final List<String> path;
  private final Duration commandTimeout;
  private final HostFiles files = new LocalHostFiles();

  /**
   * @param path folders searched for programs before the PATH of this application
   * @param commandTimeout after which {@link #run} ends a command by force
   */
  public LocalHost(String name, Path workFolder, List<String> path, Duration commandTimeout) {
    this.name = name;
    this.workFolder = workFolder.toAbsolutePath().normalize();
    this.path = List.copyOf(path);
    this.commandTimeout = commandTimeout;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String workFolder() {
    return workFolder.toString();
  }

  @Override
  public HostFiles files() {
    return files;
  }

  @Override
  public CommandResult run(Command command) throws IOException, InterruptedException {
    Path run = Files.createTempDirectory(ownFolder("runs"), "run-");
    try {
      ProcessBuilder builder = builder(command, run.resolve("secrets"));
      builder.redirectOutput(run.resolve("out").toFile());
      builder.redirectError(run.resolve("err").toFile());
      builder.redirectInput(input(command, run.resolve("input")));
      return await(command, builder.start(), run);
    } finally {
      files.delete(run.toString());
    }
  }

  private CommandResult await(Command command, Process process, Path run)
      throws IOException, InterruptedException {
    try {
      if (!process.waitFor(commandTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "Der Befehl "
                + command.arguments().get(0)
                + " auf "
                + name
                + " war nach "
                + commandTimeout.toSeconds()
                + " s nicht fertig und wurde beendet");
      }
      return new CommandResult(
          process.exitValue(), head(run.resolve("out")), head(run.resolve("err")));
    } finally {
      if (process.isAlive()) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Override
  public JobStatus start(JobKey key, Command command) throws IOException {
    Path folder = jobFolder(key);
    Optional<JobStatus> known = status(key);
    if (known.isPresent()) {
      return known.get();
    }
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_FOLDER)));
    } catch (FileAlreadyExistsException e) {
      // Prepared by a start that was cut before its process claimed the key; the claim decides who
      // runs.
    }
    Files.writeString(folder.resolve("command"), String.join("\n", command.arguments()) + "\n");
    List<String> line =
        new ArrayList<>(List.of("setsid", "sh", script(), "run", folder.toString()));
    line.addAll(located(command.arguments()));
    ProcessBuilder builder = builder(command, folder.resolve("secrets"));
    builder.command(line);
    input(command, folder.resolve("input"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.redirectInput(new File("/dev/null"));
    builder.start();
    return new JobStatus.Running(0, Instant.now());
  }

  @Override
  public Optional<JobStatus> status(JobKey key) throws IOException {
    Optional<JobStatus> status = JobFolder.status(jobFolder(key));
    if (status.filter(JobStatus.Lost.class::isInstance).isPresent()) {
      // Nobody is left who would remove them.
      files.delete(jobFolder(key).resolve("secrets").toString());
    }
    return status;
  }

  @Override
  public LogChunk readLog(JobKey key, long offset) throws IOException {
    Path log = jobFolder(key).resolve("log");
    if (!Files.exists(log) || Files.size(log) <= offset) {
      return new LogChunk("", offset);
    }
    try (InputStream in = files.read(log.toString(), offset)) {
      byte[] bytes = in.readNBytes(MAX_OUTPUT_BYTES);
      int whole = Utf8.wholeCharacters(bytes);
      return new LogChunk(new String(bytes, 0, whole, StandardCharsets.UTF_8), offset + whole);
    }
  }

  @Override
  public void cancel(JobKey key) throws IOException, InterruptedException {
    if (Files.exists(jobFolder(key))) {
      CommandResult result = run(Command.of("sh", script(), "cancel", jobFolder(key).toString()));
      if (!result.succeeded()) {
        throw new IOException("Der Auftrag " + key + " auf " + name + " ließ sich nicht beenden");
      }
    }
  }

  @Override
  public void remove(JobKey key) throws IOException {
    if (status(key).filter(JobStatus.Running.class::isInstance).isPresent()) {
      throw new IOException("Der Auftrag " + key + " auf " + name + " läuft noch");
    }
    files.delete(jobFolder(key).toString());
  }

  @Override
  public List<JobKey> jobs() throws IOException {
    List<JobKey> keys = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(ownFolder("jobs"))) {
      folders.forEach(folder -> keys.add(new JobKey(folder.getFileName().toString())));
    }
    keys.sort(Comparator.comparing(JobKey::value));
    return keys;
  }

  @Override
  public List<ProcessInfo> processes() throws IOException {
    List<ProcessInfo> processes = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path folder : folders) {
        commandLine(folder)
            .ifPresent(
                line ->
                    processes.add(
                        new ProcessInfo(Long.parseLong(folder.getFileName().toString()), line)));
      }
    }
    return processes;
  }

  @Override
  public boolean reaches(String address, int port) throws IOException {
    // An address that cannot be resolved says nothing about the port: an error, not a "closed".
    InetAddress resolved = InetAddress.getByName(address);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(resolved, port), (int) CONNECT_TIMEOUT.toMillis());
      return true;
    } catch (ConnectException | SocketTimeoutException | NoRouteToHostException e) {
      // Anything else, such as no free port here, says nothing about that port.
      return false;
    }
  }

  @Override
  public Instant clock() {
    return Instant.now();
  }

  @Override
  public Optional<String> findProgram(String program, List<String> folders) throws IOException {
    List<Path> candidates = new ArrayList<>();
    Stream.concat(path.stream(), Stream.of(searchPath().split(File.pathSeparator)))
        .filter(folder -> !folder.isBlank())
        .forEach(folder -> candidates.add(Path.of(folder)));
    for (String folder : folders) {
      candidates.addAll(matching(folder));
    }
    return candidates.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private ProcessBuilder builder(Command command, Path secretFolder) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(located(command.arguments()));
    builder.directory(
        command.directory() == null ? ownFolder("").toFile() : new File(command.directory()));
    Map<String, String> environment = builder.environment();
    environment.put(
        "PATH", String.join(File.pathSeparator, path) + File.pathSeparator + searchPath());
    environment.putAll(command.environment());
    for (Map.Entry<String, String> secret : command.secretFiles().entrySet()) {
      environment.put(secret.getKey(), secretFile(secretFolder, secret).toString());
    }
    return builder;
  }

  /** Java looks programs up on its own PATH; the machine's folders come first here. */
  private List<String> located(List<String> arguments) throws IOException {
    String program = arguments.get(0);
    if (program.contains("/")) {
      return arguments;
    }
    List<String> line = new ArrayList<>(arguments);
    findProgram(program, List.of()).ifPresent(found -> line.set(0, found));
    return line;
  }

  private static Path secretFile(Path folder, Map.Entry<String, String> secret) throws IOException {
    Files.createDirectories(
        folder,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_FOLDER)));
    Path file = folder.resolve(secret.getKey());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, secret.getValue());
  }

  private static File input(Command command, Path file) throws IOException {
    if (command.input() == null) {
      return new File("/dev/null");
    }
    return Files.writeString(file, command.input()).toFile();
  }

  /**
   * The script under a name of its content: a newer version of the product leaves running jobs
   * their own.
   */
  private String script() throws IOException {
    byte[] content;
    try (InputStream in = LocalHost.class.getResourceAsStream("/host/job.sh")) {
      content = in.readAllBytes();
    }
    Path script =
        ownFolder("bin")
            .resolve(
                "job-"
                    + Integer.toHexString(new String(content, StandardCharsets.UTF_8).hashCode())
                    + ".sh");
    if (!Files.exists(script)) {
      Path temporary = Files.createTempFile(script.getParent(), "job-", ".tmp");
      Files.write(temporary, content);
      Files.move(
          temporary, script, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return script.toString();
  }

  private Path ownFolder(String sub) throws IOException {
    if (!Files.exists(workFolder)) {
      Files.createDirectories(
          workFolder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(PRIVATE_FOLDER)));
    }
    return Files.createDirectories(workFolder.resolve(sub));
  }

  private Path jobFolder(JobKey key) throws IOException {
    return ownFolder("jobs").resolve(key.value());
  }

  private String head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_OUTPUT_BYTES), StandardCharsets.UTF_8);
    }
  }

  private static Optional<String> commandLine(Path processFolder) {
    try {
      String line = Files.readString(processFolder.resolve("cmdline"), StandardCharsets.ISO_8859_1);
      String readable =
          new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      return line.isEmpty() ? Optional.empty() : Optional.of(readable.replace('\0', ' ').strip());
    } catch (IOException e) {
      return Optional.empty(); // ended while we looked
    }
  }

  private static List<Path> matching(String folder) throws IOException {
    int star = folder.indexOf('*');
    if (star < 0) {
      return List.of(Path.of(folder));
    }
    Path parent = Path.of(folder.substring(0, folder.lastIndexOf('/', star)));
    String rest = folder.substring(parent.toString().length() + 1);
    String pattern = rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
    String below = rest.contains("/") ? rest.substring(rest.indexOf('/') + 1) : "";
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, pattern)) {
      entries.forEach(found::add);
    }
    found.sort(Comparator.comparingInt(LocalHost::number).reversed());
    return found.stream().map(entry -> entry.resolve(below)).toList();
  }

  /**
   * The number in a folder name such as {@code 15} or {@code pgsql-15}, so that 15 comes after 9.
   */
  private static int number(Path folder) {
    String digits = folder.getFileName().toString().replaceAll("\\D", "");
    return digits.isEmpty() || digits.length() > 6 ? 0 : Integer.parseInt(digits);
  }

  private static String searchPath() {
    return System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
  }
}
