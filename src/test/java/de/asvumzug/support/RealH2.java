package de.asvumzug.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** H2 database files as their driver writes them. */
public final class RealH2 {
  private RealH2() {}

  /** A closed database with one table that holds the text and some more, about 100 kB. */
  public static Path write(Path file, String text) throws Exception {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    try (Connection connection = open(file);
        Statement statement = connection.createStatement()) {
      statement.execute("create table schule (name varchar, mehr varchar)");
      statement.execute(
          "insert into schule select '"
              + text
              + "', random_uuid() || random_uuid() from system_range(1, 1000)");
    }
    return file;
  }

  /** Connections lock the file until they are closed. */
  public static Connection open(Path file) throws SQLException {
    String name = file.toString().replaceAll("[.]mv[.]db$", "");
    return DriverManager.getConnection("jdbc:h2:" + name, "sa", "");
  }

  /** One that a driver of before 2.2 has written. */
  public static Path writtenBy(String version, Path file) throws Exception {
    Files.createDirectories(file.getParent());
    try (var in = RealH2.class.getResourceAsStream("/h2/written-by-" + version + ".mv.db")) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }

  /** The driver that wrote the files of {@link #write}. */
  public static Path driver() throws Exception {
    return Path.of(org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
