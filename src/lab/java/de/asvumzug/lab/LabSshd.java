package de.asvumzug.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Debian's OpenSSH server on a loopback port, with a host key and a log-in key of its own. Owns the
 * process; {@link #stop} and {@link #start} may follow each other.
 */
public final class LabSshd implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String PROGRAM = "/usr/sbin/sshd";

  private final Path folder;
  private final int port;
  private Process process;

  private LabSshd(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Whether this machine has the server; the profile {@code setup} installs it. */
  public static boolean installed() {
    return Files.isExecutable(Path.of(PROGRAM));
  }

  /**
   * Starts a server in a folder, with the keys that are there or new ones.
   *
   * @param port on 127.0.0.1
   */
  public static LabSshd start(Path folder, int port) throws IOException, InterruptedException {
    return start(folder, port, List.of());
  }

  /**
   * As before, with lines of its own at the beginning of its configuration, where they count more
   * than ours.
   */
  public static LabSshd start(Path folder, int port, List<String> configuration)
      throws IOException, InterruptedException {
    LabSshd sshd = new LabSshd(Files.createDirectories(folder).toRealPath(), port);
    sshd.configure(configuration);
    sshd.start();
    return sshd;
  }

  public int port() {
    return port;
  }

  /** Private half of the key that may log in. */
  public Path key() {
    return folder.resolve("login");
  }

  /** Names this server's key, as a client keeps it. */
  public Path knownHosts() {
    return folder.resolve("known_hosts");
  }

  public Path authorizedKeys() {
    return folder.resolve("authorized_keys");
  }

  private void configure(List<String> more) throws IOException, InterruptedException {
    newKey(folder.resolve("host_ed25519"));
    newKey(key());
    Files.writeString(authorizedKeys(), Files.readString(publicHalf(key())));
    trustHostKey();
    Files.writeString(
        folder.resolve("sshd_config"),
        String.join(
            "\n",
            String.join("\n", more),
            "Port " + port,
            "ListenAddress 127.0.0.1",
            "HostKey \"" + folder.resolve("host_ed25519") + "\"",
            "AuthorizedKeysFile \"" + authorizedKeys() + "\"",
            "PidFile none",
            "StrictModes no",
            "UsePAM no",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PermitRootLogin prohibit-password",
            "MaxStartups 100",
            // Bash reads its user's ~/.bashrc for every command otherwise: not a matter of the lab.
            "SetEnv SHLVL=1",
            "Subsystem sftp internal-sftp",
            ""));
  }

  /** The public half of the key that the machine proves itself with. */
  public Path hostKey() {
    return publicHalf(folder.resolve("host_ed25519"));
  }

  /** Writes what a client trusts after a person has compared the fingerprint. */
  public void trustHostKey() throws IOException {
    String[] key = Files.readString(publicHalf(folder.resolve("host_ed25519"))).split(" ");
    Files.writeString(
        knownHosts(), "[127.0.0.1]:" + port + " " + key[0] + " " + key[1].strip() + "\n");
  }

  /** As after a machine was set up anew, or another one answers under its address. */
  public void changeHostKey() throws IOException, InterruptedException {
    stop();
    Files.delete(folder.resolve("host_ed25519"));
    Files.delete(publicHalf(folder.resolve("host_ed25519")));
    newKey(folder.resolve("host_ed25519"));
    start();
  }

  /**
   * From now on the log-in's shell writes a line before each command, as a start file of a user
   * does. Only the log-in with {@link #key}, so that it is no matter of the computer's users.
   */
  public void greet(String line) throws IOException {
    Path shell = folder.resolve("greeting.sh");
    Files.writeString(
        shell, "printf '%s\\n' \"$GREETING\"\nexec sh -c \"$SSH_ORIGINAL_COMMAND\"\n");
    Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(
        authorizedKeys(),
        "command=\"GREETING='"
            + line
            + "' sh '"
            + shell
            + "'\" "
            + Files.readString(publicHalf(key())));
  }

  /** Lets a connection have at most so many sessions at the same time. */
  public void allowSessions(int most) throws IOException, InterruptedException {
    Path file = folder.resolve("sshd_config");
    Files.writeString(file, "MaxSessions " + most + "\n" + Files.readString(file));
    stop();
    start();
  }

  private static Path publicHalf(Path key) {
    return key.resolveSibling(key.getFileName() + ".pub");
  }

  private static void newKey(Path file) throws IOException, InterruptedException {
    if (Files.exists(file)) {
      return;
    }
    run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "lab", "-f", file.toString()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException(command + ": " + output);
    }
  }

  /** Starts the server and waits until it answers. */
  public synchronized void start() throws IOException, InterruptedException {
    if (!installed()) {
      throw new IOException(
          PROGRAM + " fehlt. Bitte das Paket openssh-server installieren (mvn -Psetup tut es).");
    }
    if ("root".equals(System.getProperty("user.name"))) {
      Files.createDirectories(Path.of("/run/sshd")); // privilege separation wants it
    }
    process =
        new ProcessBuilder(
                PROGRAM,
                "-D",
                "-E",
                folder.resolve("sshd.log").toString(),
                "-f",
                folder.resolve("sshd_config").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.out").toFile())
            .start();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(
            "sshd beginnt nicht: "
                + Files.readString(folder.resolve("sshd.out"))
                + Files.readString(folder.resolve("sshd.log")));
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      socket.setSoTimeout(2_000);
      return socket.getInputStream().read() == 'S';
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends every connection; the server goes on. Returns how many there were. */
  public synchronized int cut() {
    List<ProcessHandle> connections = new ArrayList<>(process.children().toList());
    connections.forEach(
        connection ->
            connection
                .descendants()
                .filter(LabSshd::isSshd)
                .forEach(ProcessHandle::destroyForcibly));
    connections.forEach(ProcessHandle::destroyForcibly);
    return connections.size();
  }

  /** Stops the processes of every connection as a broken network does: open, but silent. */
  public synchronized List<ProcessHandle> freeze() throws IOException, InterruptedException {
    List<ProcessHandle> frozen = new ArrayList<>();
    process
        .children()
        .forEach(
            connection -> {
              frozen.add(connection);
              connection.descendants().filter(LabSshd::isSshd).forEach(frozen::add);
            });
    for (ProcessHandle handle : frozen) {
      run(List.of("kill", "-s", "STOP", Long.toString(handle.pid())));
    }
    return frozen;
  }

  /** Not what runs over the connection: that must survive a cut by itself. */
  private static boolean isSshd(ProcessHandle handle) {
    return handle.info().command().filter(command -> command.endsWith("sshd")).isPresent();
  }

  /** Ends the server and every connection. */
  public synchronized void stop() throws InterruptedException {
    if (process != null) {
      cut();
      process.destroy();
      process.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
