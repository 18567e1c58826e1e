package de.asvumzug.lab;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/** The PostgreSQL server of a lab machine: password needed, data kept between runs. */
final class LabPostgres implements AutoCloseable {
  private static final String OLD = "/postgres/old/postgres-linux-x86_64.txz";

  private final EmbeddedPostgres server;
  private final int port;
  private final String password;

  private LabPostgres(EmbeddedPostgres server, int port, String password) {
    this.server = server;
    this.port = port;
    this.password = password;
  }

  /** One that runs on this computer already and belongs to somebody else. */
  static LabPostgres running(int port, String password) {
    return new LabPostgres(null, port, password);
  }

  /**
   * Starts the server on its folder; a new folder gets a cluster whose administrator has the
   * password.
   *
   * @param old the older major version (14) instead of the newer one (15)
   */
  static LabPostgres start(Path folder, boolean old, int port, String password, String address)
      throws IOException, SQLException, InterruptedException {
    boolean fresh = !Files.exists(folder.resolve("PG_VERSION"));
    if (fresh) {
      NewCluster.copyTo(folder, old ? "lab old" : "lab new", () -> builder(old));
    } else {
      endOrphan(folder);
    }
    EmbeddedPostgres.Builder builder =
        builder(old)
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPort(port)
            .setServerConfig("listen_addresses", address);
    if (!fresh) {
      builder.setConnectConfig("password", password);
    }
    LabPostgres postgres = new LabPostgres(builder.start(), port, password);
    if (fresh) {
      postgres.requirePasswords(folder);
    }
    return postgres;
  }

  private static EmbeddedPostgres.Builder builder(boolean old) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setLocaleConfig("locale", "C")
            .setPGStartupWait(Duration.ofSeconds(30));
    if (old) {
      builder.setPgBinaryResolver(
          (system, architecture) -> LabPostgres.class.getResourceAsStream(OLD));
    }
    return builder;
  }

  private void requirePasswords(Path folder) throws IOException, SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("alter role postgres password " + statement.enquoteLiteral(password));
      Files.write(
          folder.resolve("pg_hba.conf"),
          List.of(
              "local all all scram-sha-256",
              "host all all 0.0.0.0/0 scram-sha-256",
              "host all all ::/0 scram-sha-256"));
      statement.execute("select pg_reload_conf()");
    }
  }

  /** The server of a run that was killed still holds the folder. */
  private static void endOrphan(Path folder) throws IOException, InterruptedException {
    Path pidFile = folder.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    ProcessHandle handle = ProcessHandle.of(pid).orElse(null);
    if (handle != null && handle.info().commandLine().orElse("").contains(folder.toString())) {
      LabProcesses.end(List.of(handle), Duration.ofSeconds(3));
    }
    Files.deleteIfExists(pidFile);
  }

  int port() {
    return port;
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", password);
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
