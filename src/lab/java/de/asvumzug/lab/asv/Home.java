package de.asvumzug.lab.asv;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** An installation folder: where its files are, its settings, its log, its database. */
public record Home(Path folder) {

  /** The one of this process, given by its start script. */
  static Home ofProcess() {
    return new Home(Path.of(System.getProperty("asv.home")));
  }

  public Path file(String path) {
    return folder.resolve(path);
  }

  public boolean school() {
    return Files.isDirectory(file("database"));
  }

  public String variant() {
    return school() ? "SCHOOL" : "ENTERPRISE";
  }

  public Version version() throws IOException {
    return Version.parse(Files.readString(file("asv.version")));
  }

  public Map<String, String> config() throws IOException {
    return Ini.read(file("configuration/config.ini"), file("configuration/config.local.ini"));
  }

  public Map<String, String> updateServiceConfig() throws IOException {
    Path folder = file("update-service/service/configuration");
    return Ini.read(
        folder.resolve("update-service.ini"), folder.resolve("update-service.local.ini"));
  }

  /**
   * IFEXISTS: a missing database file must not be replaced by an empty one. The server closes the
   * file itself, H2 must not do so at the same time.
   */
  public String databaseUrl() throws IOException {
    String otherwise = "jdbc:h2:" + file("database/asv") + ";IFEXISTS=TRUE;DB_CLOSE_ON_EXIT=FALSE";
    return config().getOrDefault("database.url", otherwise);
  }

  public Connection open() throws IOException, SQLException {
    Map<String, String> config = config();
    return DriverManager.getConnection(
        databaseUrl(),
        config.getOrDefault("database.user", "sa"),
        config.getOrDefault("database.password", ""));
  }

  void log(String line) throws IOException {
    Files.createDirectories(file("logs"));
    Files.writeString(
        file("logs/asv.log"),
        LocalDateTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + line + System.lineSeparator(),
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** A switch of the lab machine that started this process, outside the installation. */
  static Path labSwitch(String name) {
    String folder = System.getenv("ASV_LAB_SWITCHES");
    return Path.of(folder == null ? "/nonexistent" : folder, name);
  }
}
