package de.asvumzug.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.lab.asv.Exit;
import de.asvumzug.lab.asv.InstallerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * A lab whose machines are computers of their own: each word sets up one part of it on the computer
 * that it runs on ({@code docker/}). PostgreSQL and SSH are the computer's own.
 */
final class LabSite {
  static final int CLIENT_PORT = 8765;
  private static final int POSTGRES_PORT = 5432;
  private static final int VERSION_OF_POSTGRES = 15;
  private static final String ALL_ADDRESSES = "0.0.0.0";

  /** What {@link LabMain} hands over to {@link #run}. */
  static final Set<String> WORDS =
      Set.of("systemctl", "certificate", "central", "old", "new", "nightly-backup", "plan", "mail");

  static final String USAGE =
      """
              LabMain systemctl                                 zeigt den Ersatz für systemctl
              LabMain certificate ZENTRAL-ORDNER NAME DATEI PIN-DATEI
              LabMain central ZENTRAL-ORDNER NAME PORT          Zentralsystem im Vordergrund
              LabMain old|new ORDNER GEHEIMNISSE ADRESSE ZENTRAL-ADRESSE
              LabMain nightly-backup ORDNER                     richtet die nächtliche Sicherung ein
              LabMain plan EINGANG ALTER-ORDNER NEUER-ORDNER
              LabMain mail SMTP-PORT HTTP-PORT                  fängt Mails auf und zeigt sie""";

  private final LabMachine machine;
  private final Path secrets;
  private final String address;
  private final String central;

  private LabSite(String name, Path folder, Path secrets, String address, String central)
      throws IOException {
    this.secrets = secrets;
    this.address = address;
    this.central = central;
    LabPostgres postgres = LabPostgres.running(POSTGRES_PORT, secret("postgres"));
    this.machine = new LabMachine(name, folder.toRealPath(), CLIENT_PORT, postgres, LabUsers.own());
  }

  static void run(String word, List<String> line) throws Exception {
    switch (word) {
      case "systemctl" -> System.out.print(Scripts.systemctl());
      case "certificate" ->
          certificate(Path.of(line.get(0)), line.get(1), line.get(2), line.get(3));
      case "central" -> central(Path.of(line.get(0)), line.get(1), Integer.parseInt(line.get(2)));
      case "old" -> site("alt", line).fillOld();
      case "new" -> site("neu", line).fillNew();
      case "nightly-backup" ->
          Lab.setUpNightlyBackup(
              new LabMachine("neu", Path.of(line.get(0)), CLIENT_PORT, null, LabUsers.own()), true);
      case "plan" -> plan(Path.of(line.get(0)), Path.of(line.get(1)), Path.of(line.get(2)));
      case "mail" ->
          LabMail.start(Integer.parseInt(line.get(0)), Integer.parseInt(line.get(1))).await();
      default -> throw new IllegalArgumentException(word);
    }
  }

  private static LabSite site(String name, List<String> line) throws IOException {
    return new LabSite(name, Path.of(line.get(0)), Path.of(line.get(1)), line.get(2), line.get(3));
  }

  private static void certificate(Path folder, String host, String file, String pinFile)
      throws IOException, GeneralSecurityException {
    String pin = Files.readString(Path.of(pinFile)).strip();
    new LabCertificates(folder, host).writeCertificate(Path.of(file), pin, false);
  }

  private static void central(Path folder, String host, int port) throws Exception {
    LabCertificates certificates = new LabCertificates(folder, host);
    try (CentralSystem system =
        new CentralSystem(certificates, ALL_ADDRESSES, port, Lab.NEW_VERSION)) {
      system.reachable(true);
      new CountDownLatch(1).await();
    }
  }

  /** The working server with its data; nothing runs and nothing is enabled yet. */
  private void fillOld() throws IOException, SQLException, Exit {
    Path unpacked = packages().unpacked(Lab.OLD_VERSION);
    InstallerProgram.run(
        "--package", unpacked.toString(),
        "--units", machine.folder().resolve("etc/units").toString(),
        "--directory", machine.installation().toString(),
        "--variant", LabVariant.ENTERPRISE.name(),
        "--certificate", machine.packages().resolve("zertifikat.p12").toString(),
        "--pin-file", secrets.resolve("pin").toString(),
        "--client-port", Integer.toString(CLIENT_PORT),
        "--address", address,
        "--services", "yes",
        "--database-host", "localhost",
        "--database-port", Integer.toString(POSTGRES_PORT),
        "--database-name", "asv",
        "--database-owner", "asv",
        "--database-administrator", "postgres",
        "--database-password-file", secrets.resolve("postgres").toString());
    Lab.setUpNightlyBackup(machine, true);
    InstallerProgram.run(
        "--client",
        "--package",
        unpacked.toString(),
        "--directory",
        machine.client().toString(),
        "--server-url",
        "http://" + address + ":" + CLIENT_PORT);
    LabData.fill(machine, LabOptions.defaults(), secret("sys"), secret("schulen"), true);
    LabData.neighbours(machine, secret("notenmanager"));
  }

  /** The empty machine: only what the vendor delivers. */
  private void fillNew() throws IOException {
    Path unpacked = packages().unpacked(Lab.NEW_VERSION);
    LabPackages.zip(unpacked, installer(machine.packages()), "update.sh");
    LabPackages.zip(unpacked, updateInstaller(machine.packages()), "install.sh");
  }

  private LabPackages packages() {
    return new LabPackages(
        machine.folder().resolve("build"),
        central,
        ALL_ADDRESSES,
        machine.folder().resolve("etc/units"));
  }

  private static Path installer(Path packages) {
    return packages.resolve(Lab.NEW_VERSION + "_by-installer.zip");
  }

  private static Path updateInstaller(Path packages) {
    return packages.resolve(Lab.NEW_VERSION + "_by-updateinstaller.zip");
  }

  private String secret(String name) throws IOException {
    return Files.readString(secrets.resolve(name)).strip();
  }

  /** Lays the plan of the whole server's move into the application's folder, at one stroke. */
  private static void plan(Path inbox, Path alt, Path neu) throws IOException {
    // The window opens at once, and stays open as long as somebody may want to play.
    Instant start = Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("title", "Umzug der ASV von Musterstadt");
    plan.put("scope", "ALL");
    plan.put("source", installation("alt", alt, Lab.OLD_VERSION));
    plan.put("target", installation("neu", neu, Lab.NEW_VERSION));
    plan.put("schools", LabPlan.schools(LabOptions.defaults().schools()));
    plan.put(
        "window",
        Map.of("start", start.toString(), "end", start.plus(5, ChronoUnit.DAYS).toString()));
    Path packages = neu.resolve("packages");
    plan.put(
        "packages",
        Map.of(
            "installer", installer(packages).toString(),
            "updateInstaller", updateInstaller(packages).toString(),
            "certificate", packages.resolve("zertifikat.p12").toString(),
            "certificatePinSecret", Lab.PIN));
    plan.put(
        "clients",
        List.of(
            Map.of(
                "name",
                "Sekretariat 1",
                "machine",
                "alt",
                "directory",
                alt.resolve("opt/asv-client").toString())));
    plan.put("options", LabPlan.planOptions(Duration.ofMinutes(1)));
    plan.put(
        "contacts",
        Map.of(
            "technician", "technik@example.org",
            "operator", "betreiber@example.org",
            "itManagement", "it-management@example.org"));
    Path half = inbox.resolve("umzug.yaml.neu");
    Files.writeString(
        half, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(plan));
    Files.move(half, inbox.resolve("umzug.yaml"), StandardCopyOption.ATOMIC_MOVE);
  }

  private static Map<String, Object> installation(String machine, Path folder, String version) {
    Map<String, Object> installation = new LinkedHashMap<>();
    installation.put("machine", machine);
    installation.put("variant", LabVariant.ENTERPRISE.name());
    installation.put("version", version);
    installation.put("directory", folder.resolve("opt/asv").toString());
    installation.put("address", machine);
    installation.put("clientPort", CLIENT_PORT);
    Map<String, Object> database = new LinkedHashMap<>();
    database.put("host", "localhost");
    database.put("port", POSTGRES_PORT);
    database.put("name", "asv");
    database.put("owner", "asv");
    database.put("administrator", "postgres");
    database.put("passwordSecret", "asv-" + machine + "-postgres");
    database.put("version", VERSION_OF_POSTGRES);
    installation.put("database", database);
    installation.put("inUse", machine.equals("alt"));
    return installation;
  }
}
