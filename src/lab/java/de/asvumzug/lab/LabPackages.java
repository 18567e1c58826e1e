package de.asvumzug.lab;

import de.asvumzug.lab.asv.BackupProgram;
import de.asvumzug.lab.asv.ClientProgram;
import de.asvumzug.lab.asv.DbctlProgram;
import de.asvumzug.lab.asv.InstallerProgram;
import de.asvumzug.lab.asv.ServerProgram;
import de.asvumzug.lab.asv.UpdateServiceProgram;
import de.asvumzug.lab.asv.UpdaterProgram;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds what the vendor would deliver: the program, the installer and the Updateinstaller. */
final class LabPackages {
  private static final String CLASSES = "de/asvumzug/lab/asv";

  private final Path folder;
  private final String centralUrl;
  private final String bindAddress;
  private final Path units;

  /**
   * @param folder where unpacked packages are built
   * @param units where the installer writes units: the machine's systemd folder
   */
  LabPackages(Path folder, String centralUrl, String bindAddress, Path units) {
    this.folder = folder;
    this.centralUrl = centralUrl;
    this.bindAddress = bindAddress;
    this.units = units;
  }

  /** An unpacked installer of a version. */
  Path unpacked(String version) throws IOException {
    Path root = folder.resolve(version);
    Path program = root.resolve("program");
    writeProgram(program, version);
    Scripts.write(
        root.resolve("install.sh"),
        Scripts.setup(InstallerProgram.class.getName(), "--units '" + units + "'"));
    Scripts.write(root.resolve("update.sh"), Scripts.setup(UpdaterProgram.class.getName(), ""));
    return root;
  }

  /** Zips an unpacked package; the other package's script stays out. */
  static Path zip(Path root, Path zip, String without) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(root)) {
      out.setLevel(Deflater.BEST_SPEED);
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = root.relativize(file).toString();
        if (!name.equals(without)) {
          out.putNextEntry(new ZipEntry(name));
          Files.copy(file, out);
          out.closeEntry();
        }
      }
    }
    return zip;
  }

  private void writeProgram(Path program, String version) throws IOException {
    Files.createDirectories(program.resolve("plugins"));
    Files.writeString(program.resolve("asv.version"), version + "\n");
    Files.writeString(program.resolve("asv.cfg"), "# ausgeliefert, nicht ändern\n-Xmx1024m\n");
    Scripts.write(
        program.resolve("jre/bin/java"), Scripts.java(Path.of(System.getProperty("java.home"))));
    Files.writeString(program.resolve("jre/release"), "JAVA_VERSION=\"17\"\n");
    Scripts.write(
        program.resolve("asv.exe"), Scripts.program(".", "server", ServerProgram.class.getName()));
    Scripts.write(
        program.resolve("bin/dbctl"), Scripts.program("..", "dbctl", DbctlProgram.class.getName()));
    Scripts.write(
        program.resolve("bin/asv-client"),
        Scripts.program("..", "client", ClientProgram.class.getName()));
    Scripts.write(
        program.resolve("update-service/bin/update-service"),
        Scripts.program("../..", "update-service", UpdateServiceProgram.class.getName()));
    Scripts.write(
        program.resolve("update-service/bin/sicherung"),
        Scripts.program("../..", "backup", BackupProgram.class.getName()));
    writeSettings(program);
    writePlugins(program.resolve("plugins"), version);
  }

  private void writeSettings(Path program) throws IOException {
    Path configuration = Files.createDirectories(program.resolve("configuration"));
    Files.writeString(
        configuration.resolve("config.ini"),
        """
        # Ausgelieferte Einstellungen. Nicht ändern: eigene Werte gehören in config.local.ini.
        client.address=%s
        client.port=8765
        server.url=http://localhost:8765
        update.server=http://localhost:8765
        remote.server.url=%s
        """
            .formatted(bindAddress, centralUrl));
    Path service = Files.createDirectories(program.resolve("update-service/service/configuration"));
    Files.writeString(
        service.resolve("update-service.ini"),
        """
        # Ausgelieferte Einstellungen. Eigene Werte gehören in update-service.local.ini.
        mode=auto
        backup.enabled=true
        backup.directory=
        """);
  }

  private static void writePlugins(Path plugins, String version) throws IOException {
    Path jar = plugins.resolve("de.asv.server_" + version + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        ZipOutputStream out = new ZipOutputStream(file)) {
      out.setLevel(Deflater.BEST_SPEED);
      copyClasses(out);
    }
    for (Class<?> driver : List.of(org.h2.Driver.class, org.postgresql.Driver.class)) {
      Path source = location(driver);
      Files.copy(source, plugins.resolve(source.getFileName().toString()));
    }
  }

  private static void copyClasses(ZipOutputStream out) throws IOException {
    Path location = location(ServerProgram.class);
    if (Files.isDirectory(location)) {
      copyClasses(location.resolve(CLASSES), out);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(location)) {
        copyClasses(jar.getPath(CLASSES), out);
      }
    }
  }

  private static void copyClasses(Path folder, ZipOutputStream out) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        out.putNextEntry(new ZipEntry(CLASSES + "/" + file.getFileName()));
        try (InputStream in = Files.newInputStream(file)) {
          in.transferTo(out);
        }
        out.closeEntry();
      }
    }
  }

  private static Path location(Class<?> type) {
    URL url = type.getProtectionDomain().getCodeSource().getLocation();
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(url.toString(), e);
    }
  }
}
