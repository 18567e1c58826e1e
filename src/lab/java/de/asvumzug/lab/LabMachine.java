package de.asvumzug.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import de.asvumzug.lab.asv.Home;
import de.asvumzug.lab.asv.Ini;
import de.asvumzug.lab.asv.LabClientDoor;
import de.asvumzug.lab.asv.Structure;
import de.asvumzug.lab.asv.Version;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** One machine of the lab: its folder, its installation, its services, its faults. */
public final class LabMachine {
  public static final String SERVER = "asv-server";
  public static final String UPDATE_SERVICE = "asv-aktualisierungsdienst";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Path folder;
  private final int clientPort;
  private final LabPostgres postgres;
  private final LabUsers.User user;
  private LabSshd sshd;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  LabMachine(String name, Path folder, int clientPort, LabPostgres postgres, LabUsers.User user) {
    this.name = name;
    this.folder = folder;
    this.clientPort = clientPort;
    this.postgres = postgres;
    this.user = user;
  }

  /** {@code alt} or {@code neu}. */
  public String name() {
    return name;
  }

  public Path folder() {
    return folder;
  }

  /** H: where ASV is installed, or is to be installed. */
  public Path installation() {
    return folder.resolve("opt/asv");
  }

  /** The product's own folder on this machine. */
  public Path workFolder() {
    return folder.resolve("umzug");
  }

  public Path packages() {
    return folder.resolve("packages");
  }

  public Path bin() {
    return folder.resolve("bin");
  }

  /** Where this machine's client installation is; only the old machine has one. */
  public Path client() {
    return folder.resolve("opt/asv-client");
  }

  /** Local settings of the update service. */
  public Path updateServiceSettings() {
    return installation().resolve("update-service/service/configuration/update-service.local.ini");
  }

  public int clientPort() {
    return clientPort;
  }

  /** Empty on a School machine. */
  public OptionalInt postgresPort() {
    return postgres == null ? OptionalInt.empty() : OptionalInt.of(postgres.port());
  }

  /** Result of a run of this machine's systemctl. */
  public record Answer(int exitCode, String output) {}

  public Answer systemctl(String... arguments) throws IOException, InterruptedException {
    return run(bin().resolve("systemctl"), arguments);
  }

  /** Runs the installation's dbctl. */
  public Answer dbctl(String... arguments) throws IOException, InterruptedException {
    return run(installation().resolve("bin/dbctl"), arguments);
  }

  private Answer run(Path program, String... arguments) throws IOException, InterruptedException {
    List<String> command = user.running(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes());
    return new Answer(process.waitFor(), output.strip());
  }

  /** What an operator does in the client of the running server: removes a school for good. */
  public void deleteSchool(String number) throws IOException, InterruptedException {
    LabClientDoor.delete(home(), number);
  }

  /** Whose programs and files these are. */
  public String user() {
    return user.name();
  }

  /** The way in over SSH. */
  public LabSshd sshd() {
    return sshd;
  }

  void reachedBy(LabSshd server) {
    sshd = server;
  }

  /** Gives everything but the database's files to the machine's own user. */
  void handOver() throws IOException {
    Files.createDirectories(folder.resolve("opt"));
    List<Path> mine = new ArrayList<>();
    try (Stream<Path> parts = Files.list(folder)) {
      parts.filter(part -> !part.endsWith("postgres")).forEach(mine::add);
    }
    user.own(folder, mine);
  }

  /** Starts both services and waits until the server answers. */
  public void start() throws IOException, InterruptedException {
    startServer();
    systemctl("start", UPDATE_SERVICE);
  }

  /**
   * Starts the server and waits until it answers.
   *
   * @throws IllegalStateException with the end of its log if it does not
   */
  public void startServer() throws IOException, InterruptedException {
    systemctl("start", SERVER);
    await(() -> isServerUp() || !isActive(SERVER));
    if (!isServerUp()) {
      throw new IllegalStateException("the server of " + name + " is not up:\n" + logTail());
    }
  }

  /** Stops both services, the update service first, and waits until they have ended. */
  public void stop() throws IOException, InterruptedException {
    for (String unit : List.of(UPDATE_SERVICE, SERVER)) {
      Answer answer = systemctl("stop", unit);
      if (answer.exitCode() != 0) {
        throw new IllegalStateException(answer.output());
      }
    }
  }

  private boolean isActive(String unit) {
    try {
      return systemctl("is-active", unit).exitCode() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether something answers on the client port. */
  public boolean isServerUp() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", clientPort), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  public LabStatus status() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address("/status")).build();
    return JSON.readValue(
        http.send(request, HttpResponse.BodyHandlers.ofString()).body(), LabStatus.class);
  }

  /** 200 logged in, 401 wrong user or password, 403 account locked. */
  public int login(String user, String password) throws IOException, InterruptedException {
    String body = JSON.writeValueAsString(Map.of("user", user, "password", password));
    HttpRequest request =
        HttpRequest.newBuilder(address("/login"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private URI address(String path) {
    return URI.create("http://127.0.0.1:" + clientPort + path);
  }

  /** Server and update service of this machine, whoever started them. */
  public List<LabProcess> processes() {
    return LabProcesses.below(folder);
  }

  /** The server's log, empty if there is none. */
  public String log() throws IOException {
    Path file = installation().resolve("logs/asv.log");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private String logTail() throws IOException {
    List<String> lines = log().lines().toList();
    Path console = folder.resolve("run/" + SERVER + ".log");
    String output = Files.exists(console) ? Files.readString(console) : "";
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()))
        + "\n"
        + output.substring(Math.max(0, output.length() - 2000));
  }

  /**
   * The ASV database as its administrator sees it.
   *
   * @throws SQLException also for a School server that is running: it holds its file
   */
  public Connection database() throws SQLException {
    if (postgres != null) {
      return database("asv");
    }
    return DriverManager.getConnection(
        "jdbc:h2:" + installation().resolve("database/asv") + ";IFEXISTS=TRUE", "sa", "");
  }

  /** A database of this machine's PostgreSQL server as the administrator. */
  public Connection database(String database) throws SQLException {
    return postgres.connect(database);
  }

  /** Rows of every table of the ASV database, by {@code schema.table} in lower case. */
  public Map<String, Long> rowCounts() throws SQLException {
    Map<String, Long> counts = new TreeMap<>();
    try (Connection connection = database();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet rows =
          statement.executeQuery(
              "select table_schema, table_name from information_schema.tables where table_type in"
                  + " ('BASE TABLE', 'TABLE') and lower(table_schema) not in ('pg_catalog',"
                  + " 'information_schema')")) {
        while (rows.next()) {
          tables.add(rows.getString(1) + "." + rows.getString(2));
        }
      }
      for (String table : tables) {
        try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
          row.next();
          counts.put(table.toLowerCase(java.util.Locale.ROOT), row.getLong(1));
        }
      }
    }
    return counts;
  }

  /** Version of the structure in the database. */
  public String structure() throws SQLException {
    try (Connection connection = database()) {
      return Structure.version(connection).toString();
    }
  }

  // Faults. Each makes one trap of docs/domain.md §13 real.

  /** Trap 1: a shipped file is changed; the next start fails with exit code 3. */
  public void shippedFileChanged() throws IOException {
    Files.writeString(installation().resolve("asv.cfg"), "-Xmx9999m\n", StandardOpenOption.APPEND);
  }

  /**
   * Trap 2 (School): the server is stopped and killed while it rewrites its file. Afterwards only
   * {@code asv.mv.db.newFile} is there.
   */
  public void compactionKilled() throws IOException, InterruptedException {
    compactDelay(Duration.ofSeconds(60));
    long pid = Long.parseLong(systemctl("show", "-p", "MainPID", "--value", SERVER).output());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    server.destroy();
    Path database = installation().resolve("database");
    await(
        () ->
            Files.exists(database.resolve("asv.mv.db.newFile"))
                && !Files.exists(database.resolve("asv.mv.db")));
    server.destroyForcibly();
    await(() -> !isActive(SERVER));
    compactDelay(Duration.ZERO);
  }

  /** Trap 4: the structure is two releases old. A School server must be stopped for it. */
  public void wrongStructure() throws SQLException {
    try (Connection connection = database()) {
      Structure.setVersion(connection, Version.parse("2.12.463"));
    }
  }

  /** Trap 9: the certificate of this machine's packages has expired. */
  public void certificateExpired() throws IOException, GeneralSecurityException {
    certificates().writeCertificate(certificate(), pin(), true);
  }

  /** Trap 9: the certificate of this machine's packages was issued to one school. */
  public void certificateOfSchool(String number) throws IOException, GeneralSecurityException {
    certificates().writeSchoolCertificate(certificate(), pin(), number);
  }

  /** A certificate as it should be again. */
  public void certificateRenewed() throws IOException, GeneralSecurityException {
    certificates().writeCertificate(certificate(), pin(), false);
  }

  private LabCertificates certificates() throws IOException, GeneralSecurityException {
    return new LabCertificates(folder.resolveSibling("central"));
  }

  private Path certificate() {
    return packages().resolve("zertifikat.p12");
  }

  private String pin() throws IOException {
    return Files.readString(folder.resolveSibling("secrets").resolve(Lab.PIN)).strip();
  }

  /** The server ignores SIGTERM and keeps answering as long as this is on. */
  public void serverKeepsRunning(boolean on) throws IOException {
    labSwitch("server-ignores-term", on, "");
  }

  /** Trap 5: the update service starts a stopped server again as long as this is on. */
  public void updateServiceRestartsServer(boolean on) throws IOException {
    labSwitch("update-service-restarts-server", on, bin().resolve("systemctl").toString());
  }

  /** Trap 5: this machine's update service installs by itself what is published. */
  public void updatesByItself() throws IOException {
    Ini.set(updateServiceSettings(), "mode", "auto");
  }

  /** Trap 5: the night comes in which a newer version is published. */
  public void nightlyUpdate(String version) throws IOException {
    Path night = folder.resolve("etc/switches/nightly-update");
    Files.createDirectories(night.getParent());
    Files.writeString(night, version);
  }

  /**
   * Trap 8: a reverse proxy in front of this machine's server answers plain HTTP on the client port
   * until it is closed.
   */
  public AutoCloseable plainHttpProxy() throws IOException {
    HttpServer proxy = HttpServer.create(new InetSocketAddress("127.0.0.1", clientPort), 0);
    proxy.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(400, -1);
          exchange.close();
        });
    proxy.start();
    return () -> proxy.stop(0);
  }

  /** Trap 13: a value list differs from the other server's. A School server must be stopped. */
  public void valueListsDiffer() throws SQLException {
    try (Connection connection = database();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "update asv.svp_wl_wert set langform = 'Ganztagsklasse' where id = '1113_01'");
    }
  }

  /** Trap 15: nobody has set up the nightly backup; {@code sicherung} ends with 1. */
  public void nightlyBackupMissing() throws IOException {
    Files.writeString(updateServiceSettings(), "mode=mixed\n");
  }

  /**
   * Trap 18: the server runs as this user and refuses to start (exit code 5) while a file of its
   * installation belongs to somebody else. Needs a lab that runs as root.
   */
  public void serverRunsAs(String user) throws IOException {
    labSwitch("runs-as", true, user);
    Path unit = folder.resolve("etc/units/" + SERVER + ".service");
    if (Files.exists(unit)) {
      Files.writeString(unit, Files.readString(unit).replaceFirst("(?m)^User=.*$", "User=" + user));
    }
  }

  /**
   * Trap 23: after the backup somebody has started this server once more, a school has worked with
   * it, and it was stopped again. A School server must be stopped for it.
   */
  public void dataEnteredSince() throws SQLException {
    try (Connection connection = database();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("update asv.svp_schule_stamm set dienststellenname = 'umbenannt'");
    }
  }

  /** A database named asv that no ASV installation made and nobody has saved. */
  public void foreignDatabase() throws SQLException {
    try (Connection server = database("postgres");
        Statement statement = server.createStatement()) {
      statement.execute("drop database if exists asv with (force)");
      statement.execute("create database asv template template0 encoding 'UTF8'");
    }
    try (Connection connection = database("asv");
        Statement statement = connection.createStatement()) {
      statement.execute("create schema fremd");
      statement.execute("create table fremd.wichtig (id integer primary key, text varchar(80))");
      statement.execute("insert into fremd.wichtig values (1, 'nirgends gesichert')");
    }
  }

  /** How long a School server takes between removing and renaming its file. */
  public void compactDelay(Duration delay) throws IOException {
    labSwitch("compact-delay-ms", true, Long.toString(delay.toMillis()));
  }

  private void labSwitch(String file, boolean on, String text) throws IOException {
    Path path = folder.resolve("etc/switches").resolve(file);
    if (on) {
      Files.createDirectories(path.getParent());
      // At once, so that no program reads half of it.
      Path whole = Files.writeString(path.resolveSibling("." + file), text);
      Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
    } else {
      Files.deleteIfExists(path);
    }
  }

  /** What a boot of the machine does: starts the enabled units. */
  void boot() throws IOException, InterruptedException {
    Path enabled = folder.resolve("run/enabled");
    if (!Files.isDirectory(enabled)) {
      return;
    }
    try (Stream<Path> units = Files.list(enabled)) {
      for (Path unit : units.sorted().toList()) {
        systemctl("start", unit.getFileName().toString());
      }
    }
    if (Files.exists(enabled.resolve(SERVER))) {
      await(() -> isServerUp() || !isActive(SERVER));
    }
  }

  Home home() {
    return new Home(installation());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("nothing happened within " + PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(30);
    }
  }
}
