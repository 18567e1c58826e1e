package de.asvumzug.lab.asv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ASV-Installer (words and codes assumed, docs/lab.md). Exit codes: 0 done, 1 wrong use, 2
 * certificate or PIN, 3 folder not empty, 4 database.
 */
public final class InstallerProgram {
  private static final Set<String> WORDS =
      Set.of(
          "package",
          "units",
          "directory",
          "variant",
          "certificate",
          "pin-file",
          "client-port",
          "address",
          "services",
          "server-url",
          "database-host",
          "database-port",
          "database-name",
          "database-owner",
          "database-administrator",
          "database-password-file");

  private final Arguments arguments;
  private final Path program;
  private final Home home;

  private InstallerProgram(Arguments arguments) throws Exit {
    this.arguments = arguments;
    this.program = Path.of(arguments.get("package")).resolve("program");
    this.home = new Home(Path.of(arguments.get("directory")).toAbsolutePath());
  }

  public static void main(String[] line) throws Exception {
    try {
      run(line);
    } catch (Exit e) {
      System.err.println(e.getMessage());
      System.exit(e.code());
    }
  }

  /** The installation itself, for the lab's own use too. */
  public static void run(String... line) throws Exit, IOException {
    Arguments arguments = new Arguments(line, WORDS, Set.of("client"));
    InstallerProgram installer = new InstallerProgram(arguments);
    if (arguments.has("client")) {
      installer.installClient();
    } else {
      installer.installServer();
    }
  }

  private void installServer() throws Exit, IOException {
    String variant = arguments.get("variant");
    if (!Set.of("ENTERPRISE", "SCHOOL").contains(variant)) {
      throw new Exit(1, "Unbekannte Variante: " + variant);
    }
    int port = number("client-port");
    String address = arguments.get("address");
    boolean services = arguments.get("services").equals("yes");
    checkCertificate();
    checkFolder();
    System.out.println("Programm wird kopiert nach " + home.folder());
    Program.copy(program, home);
    if (variant.equals("SCHOOL")) {
      createSchoolDatabase();
    } else {
      createEnterpriseDatabase();
    }
    Path local = localConfig();
    Ini.set(local, "client.port", Integer.toString(port));
    Ini.set(local, "server.url", "http://" + address + ":" + port);
    Ini.set(local, "update.server", "http://" + address + ":" + port);
    Files.writeString(home.file("asv.local.cfg"), "# eigene Einstellungen\n");
    Files.copy(
        Path.of(arguments.get("certificate")),
        home.file("configuration/zertifikat.p12"),
        StandardCopyOption.REPLACE_EXISTING);
    if (services) {
      writeUnits();
    }
    System.out.println("ASV-Server " + home.version() + " installiert");
  }

  private void installClient() throws Exit, IOException {
    String server = arguments.get("server-url");
    checkFolder();
    Program.copy(program, home);
    Ini.set(localConfig(), "server.url", server);
    Ini.set(localConfig(), "update.server", server);
    System.out.println("ASV-Client installiert");
  }

  private int number(String name) throws Exit {
    try {
      return Integer.parseInt(arguments.get(name));
    } catch (NumberFormatException e) {
      throw new Exit(1, "Keine Zahl: --" + name);
    }
  }

  private void checkCertificate() throws Exit {
    Path file = Path.of(arguments.get("certificate"));
    String pin = arguments.firstLineOf("pin-file", 2);
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, pin.toCharArray());
      for (String alias : Collections.list(store.aliases())) {
        ((X509Certificate) store.getCertificate(alias)).checkValidity();
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new Exit(2, "Zertifikat " + file + " nicht verwendbar: " + e.getMessage());
    }
  }

  private void checkFolder() throws Exit, IOException {
    if (Files.isDirectory(home.folder())) {
      try (Stream<Path> files = Files.list(home.folder())) {
        if (files.findAny().isPresent()) {
          throw new Exit(3, "Der Ordner ist nicht leer: " + home.folder());
        }
      }
    }
  }

  private Path localConfig() throws IOException {
    Path file = home.file("configuration/config.local.ini");
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return file;
  }

  private void createSchoolDatabase() throws Exit, IOException {
    Files.createDirectories(home.file("database"));
    try (Connection connection =
        DriverManager.getConnection("jdbc:h2:" + home.file("database/asv"), "sa", "")) {
      fill(connection);
    } catch (SQLException e) {
      throw new Exit(4, "Datenbank nicht angelegt: " + e.getMessage());
    }
  }

  private void fill(Connection connection) throws SQLException, IOException {
    connection.setAutoCommit(false);
    Structure.create(connection, home.version());
    ValueLists.write(connection);
    Users.put(connection, "sys", Users.INITIAL_PASSWORD, false);
    connection.commit();
    connection.setAutoCommit(true);
  }

  private void createEnterpriseDatabase() throws Exit, IOException {
    String name = arguments.get("database-name");
    String owner = arguments.get("database-owner");
    String server =
        "jdbc:postgresql://" + arguments.get("database-host") + ":" + number("database-port") + "/";
    InitialDatabase database =
        new InitialDatabase(
            server,
            arguments.get("database-administrator"),
            arguments.firstLineOf("database-password-file", 4));
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    try {
      database.create(name, owner, password);
    } catch (SQLException e) {
      throw new Exit(4, "Datenbank nicht angelegt: " + e.getMessage());
    }
    Path local = localConfig();
    Ini.set(local, "database.url", server + name);
    Ini.set(local, "database.user", owner);
    Ini.set(local, "database.password", password);
    try (Connection connection = DriverManager.getConnection(server + name, owner, password)) {
      fill(connection);
    } catch (SQLException e) {
      throw new Exit(4, "Datenbank nicht gefüllt: " + e.getMessage());
    }
  }

  private void writeUnits() throws Exit, IOException {
    Path units = Files.createDirectories(Path.of(arguments.get("units")));
    Map<String, String> commands =
        Map.of(
            "asv-server", "asv.exe",
            "asv-aktualisierungsdienst", "update-service/bin/update-service");
    for (Map.Entry<String, String> unit : commands.entrySet()) {
      Files.writeString(
          units.resolve(unit.getKey() + ".service"),
          "[Service]\nType=simple\nUser=asvdss\nExecStart=" + home.file(unit.getValue()) + "\n");
    }
  }
}
