package de.asvumzug.lab;

import de.asvumzug.lab.asv.CloneProgram;
import de.asvumzug.lab.asv.Exit;
import de.asvumzug.lab.asv.Ini;
import de.asvumzug.lab.asv.InstallerProgram;
import de.asvumzug.lab.asv.Users;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two machines and a central system: the old ASV server works, the new machine waits for it
 * (docs/lab.md). One object owns everything it has started; {@link #close} ends it all, the folder
 * stays and can be opened again.
 */
public final class Lab implements AutoCloseable {
  /** What the old server runs. */
  public static final String OLD_VERSION = "2.13.480";

  /** What is to be installed on the new machine. */
  public static final String NEW_VERSION = "2.14.12";

  private static final int FIRST_TARGET_SCHOOL = 101;
  static final String PIN = "asv-zertifikat-pin";
  static final String OLD_POSTGRES = "asv-alt-postgres";
  static final String NEW_POSTGRES = "asv-neu-postgres";
  private static final Duration END = Duration.ofSeconds(5);

  private final Path folder;
  private final LabState state;
  private final List<AutoCloseable> owned = new ArrayList<>();
  private LabCertificates certificates;
  private CentralSystem central;
  private LabMachine alt;
  private LabMachine neu;

  private Lab(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder).toRealPath();
    this.state = new LabState(this.folder);
  }

  /** An Enterprise lab in a new folder, or the one that is already there. */
  public static Lab enterprise(Path folder, LabOptions options) throws LabFailed {
    return open(folder, options.withVariants(LabVariant.ENTERPRISE, LabVariant.ENTERPRISE));
  }

  /** A School lab in a new folder, or the one that is already there. */
  public static Lab school(Path folder, LabOptions options) throws LabFailed {
    return open(folder, options.withVariants(LabVariant.SCHOOL, LabVariant.SCHOOL));
  }

  /** Opens the lab of a folder again; enabled services start as after a boot. */
  public static Lab reopen(Path folder) throws LabFailed {
    return open(folder, LabOptions.defaults());
  }

  /** A lab in a new folder, or the one that is already there, whatever the options say then. */
  public static Lab open(Path folder, LabOptions options) throws LabFailed {
    Lab lab = null;
    try {
      lab = new Lab(folder);
      LabProcesses.end(lab.folder, END);
      if (LabState.existsIn(lab.folder)) {
        lab.startServers();
        lab.alt.boot();
        lab.neu.boot();
      } else {
        lab.create(options);
      }
      return lab;
    } catch (IOException | SQLException | GeneralSecurityException | Exit e) {
      throw failed(folder, lab, e);
    } catch (RuntimeException e) {
      throw failed(folder, lab, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(folder, lab, e);
    }
  }

  private static LabFailed failed(Path folder, Lab lab, Exception cause) {
    LabFailed failure = new LabFailed(folder, cause);
    if (lab != null) {
      try {
        lab.close();
      } catch (LabFailed e) {
        failure.addSuppressed(e);
      }
    }
    return failure;
  }

  private void create(LabOptions options)
      throws IOException, SQLException, GeneralSecurityException, Exit, InterruptedException {
    state.set("alt.variant", options.oldVariant());
    state.set("neu.variant", options.newVariant());
    state.set("alt.version", options.oldVersion());
    state.set("neu.version", options.newVersion());
    state.set("moving", options.movingSchools());
    state.set("target.schools", options.targetSchools());
    state.set("bind", options.bindAddress());
    state.set("schools", options.schools());
    state.newPort("alt.client.port", options.clientPortOld());
    state.newPort("neu.client.port", options.clientPortNew());
    state.newPort("central.port", options.centralPort());
    state.set("ssh", options.overSsh());
    if (options.overSsh()) {
      state.newPort("alt.ssh.port", 0);
      state.newPort("neu.ssh.port", 0);
    }
    if (isEnterprise("alt")) {
      state.newPort("alt.postgres.port", options.postgresPortOld());
      secret(OLD_POSTGRES, state.newPassword("alt.postgres.password"));
    }
    if (isEnterprise("neu")) {
      state.newPort("neu.postgres.port", options.postgresPortNew());
      secret(NEW_POSTGRES, state.newPassword("neu.postgres.password"));
    }
    secret(PIN, state.newPassword("pin"));
    state.newPassword("alt.sys.password");
    state.newPassword("alt.school.password");
    state.newPassword("neu.sys.password");
    startServers();
    for (LabMachine machine : List.of(alt, neu)) {
      Scripts.write(machine.bin().resolve("systemctl"), Scripts.systemctl());
      Files.createDirectories(machine.workFolder());
      Files.createDirectories(machine.packages());
      machine.compactDelay(options.compactDelay());
    }
    fillOldMachine(options);
    fillNewMachine(options);
    if (!isEnterprise("alt")) {
      Scripts.write(alt.packages().resolve("h2-nach-postgres.sh"), Scripts.cloneTool());
    }
    state.save();
    if (options.overSsh()) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      alt.handOver();
      neu.handOver();
    }
    alt.start();
    if (options.targetSchools() > 0) {
      neu.start();
    }
  }

  private void startServers()
      throws IOException, SQLException, GeneralSecurityException, InterruptedException {
    certificates = new LabCertificates(folder.resolve("central"));
    central =
        new CentralSystem(
            certificates,
            state.get("bind"),
            state.number("central.port"),
            state.get("neu.version"));
    owned.add(central);
    central.reachable(true);
    alt = machine("alt", true);
    neu = machine("neu", false);
  }

  private LabMachine machine(String name, boolean old)
      throws IOException, SQLException, InterruptedException {
    Path home = Files.createDirectories(folder.resolve(name));
    LabPostgres postgres = null;
    if (isEnterprise(name)) {
      postgres =
          LabPostgres.start(
              home.resolve("postgres"),
              old,
              state.number(name + ".postgres.port"),
              state.get(name + ".postgres.password"),
              state.get("bind"));
      owned.add(postgres);
    }
    boolean overSsh = Boolean.parseBoolean(state.get("ssh"));
    LabUsers.User user = overSsh ? LabUsers.of(name) : LabUsers.own();
    LabMachine machine =
        new LabMachine(name, home, state.number(name + ".client.port"), postgres, user);
    if (overSsh) {
      LabSshd sshd =
          LabSshd.start(folder.resolve("ssh").resolve(name), state.number(name + ".ssh.port"));
      owned.add(sshd);
      machine.reachedBy(sshd);
    }
    return machine;
  }

  private LabPackages packages(LabMachine machine, LabOptions options) {
    return new LabPackages(
        folder.resolve("build").resolve(machine.name()),
        central.url(),
        options.bindAddress(),
        machine.folder().resolve("etc/units"));
  }

  private void fillOldMachine(LabOptions options)
      throws IOException, SQLException, GeneralSecurityException, Exit, InterruptedException {
    Path certificate = alt.packages().resolve("zertifikat.p12");
    certificates.writeCertificate(certificate, state.get("pin"), false);
    Path unpacked = packages(alt, options).unpacked(options.oldVersion());
    install(alt, unpacked, certificate, OLD_POSTGRES);
    InstallerProgram.run(
        "--client",
        "--package",
        unpacked.toString(),
        "--directory",
        alt.client().toString(),
        "--server-url",
        "http://127.0.0.1:" + alt.clientPort());
    fillOldDatabase(options);
  }

  /** Installs a server with its nightly backup and enabled services; nothing runs yet. */
  private void install(LabMachine machine, Path unpacked, Path certificate, String postgresSecret)
      throws IOException, Exit, InterruptedException {
    InstallerProgram.run(installArguments(machine, unpacked, certificate, postgresSecret));
    setUpNightlyBackup(machine);
    machine.systemctl("enable", LabMachine.SERVER);
    machine.systemctl("enable", LabMachine.UPDATE_SERVICE);
  }

  /**
   * What an operator does on a new machine too: has the update service make its nightly backup.
   * Nobody carries these settings over, since folders and programs differ.
   */
  public void setUpNightlyBackup(LabMachine machine) throws IOException {
    setUpNightlyBackup(machine, isEnterprise(machine.name()));
  }

  static void setUpNightlyBackup(LabMachine machine, boolean enterprise) throws IOException {
    Path settings = machine.updateServiceSettings();
    Files.createDirectories(machine.installation().resolve("sicherungen"));
    Ini.set(settings, "mode", "mixed");
    Ini.set(settings, "backup.directory", "sicherungen");
    Optional<Path> dump = pgDump();
    if (enterprise && dump.isPresent()) {
      Ini.set(settings, "backup.pg_dump", dump.get().toString());
    }
    machine.handOver(); // this may run as root, the machine's services do not
  }

  /** The newest one of Debian's packages, or the one on the PATH. */
  private static Optional<Path> pgDump() throws IOException {
    Path versions = Path.of("/usr/lib/postgresql");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> folders = Files.list(versions)) {
        Optional<Path> newest =
            folders
                .map(folder -> folder.resolve("bin/pg_dump"))
                .filter(Files::isExecutable)
                .max(Comparator.naturalOrder());
        if (newest.isPresent()) {
          return newest;
        }
      }
    }
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, "pg_dump"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private String[] installArguments(
      LabMachine machine, Path unpacked, Path certificate, String postgresSecret) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "--package", unpacked.toString(),
                "--units", machine.folder().resolve("etc/units").toString(),
                "--directory", machine.installation().toString(),
                "--variant", state.get(machine.name() + ".variant"),
                "--certificate", certificate.toString(),
                "--pin-file", secretFile(PIN).toString(),
                "--client-port", Integer.toString(machine.clientPort()),
                "--address", "127.0.0.1",
                "--services", "yes"));
    if (isEnterprise(machine.name())) {
      line.addAll(
          List.of(
              "--database-host", "localhost",
              "--database-port", Integer.toString(machine.postgresPort().orElseThrow()),
              "--database-name", "asv",
              "--database-owner", "asv",
              "--database-administrator", "postgres",
              "--database-password-file", secretFile(postgresSecret).toString()));
    }
    return line.toArray(String[]::new);
  }

  private void fillOldDatabase(LabOptions options) throws IOException, SQLException {
    LabData.fill(alt, options, oldSysPassword(), oldSchoolPassword(), isEnterprise("alt"));
    if (isEnterprise("alt")) {
      LabData.neighbours(alt, state.newPassword("notenmanager"));
    }
  }

  private void fillNewMachine(LabOptions options)
      throws IOException, SQLException, GeneralSecurityException, Exit, InterruptedException {
    Path packages = neu.packages();
    Path unpacked = packages(neu, options).unpacked(options.newVersion());
    LabPackages.zip(unpacked, installer(), "update.sh");
    LabPackages.zip(unpacked, updateInstaller(), "install.sh");
    Path certificate = packages.resolve("zertifikat.p12");
    certificates.writeCertificate(certificate, state.get("pin"), false);
    if (options.targetSchools() > 0) {
      install(neu, unpacked, certificate, NEW_POSTGRES);
      try (Connection connection = LabData.asServer(neu)) {
        new SampleData(
                connection,
                options.withPupils(Math.max(10, options.pupils() / 10)),
                FIRST_TARGET_SCHOOL,
                options.targetSchools())
            .write();
        Users.put(connection, "sys", newSysPassword(), false);
        LabData.users(
            connection, FIRST_TARGET_SCHOOL, options.targetSchools(), oldSchoolPassword());
      }
    }
  }

  private Path installer() {
    return neu.packages().resolve(state.get("neu.version") + "_by-installer.zip");
  }

  private Path updateInstaller() {
    return neu.packages().resolve(state.get("neu.version") + "_by-updateinstaller.zip");
  }

  private Path secretFile(String name) {
    return folder.resolve("secrets").resolve(name);
  }

  private void secret(String name, String value) throws IOException {
    Path file = secretFile(name);
    Files.createDirectories(file.getParent());
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, value + "\n");
  }

  public Path folder() {
    return folder;
  }

  /** Whether the old server is an Enterprise one. */
  public boolean isEnterprise() {
    return isEnterprise("alt");
  }

  /** Numbers of the schools that the plan lists. */
  public List<String> movingSchools() {
    return IntStream.rangeClosed(1, state.number("moving")).mapToObj(SampleData::number).toList();
  }

  /**
   * What a person does with the ministry's clone tool: fills an empty database of the new machine.
   *
   * @param file H2 file that the tool reads
   */
  public void cloneDatabase(Path file, String database) throws IOException {
    try {
      CloneProgram.run(
          "--von",
          file.toString(),
          "--nach",
          "jdbc:postgresql://localhost:" + neu.postgresPort().orElseThrow() + "/" + database,
          "--benutzer",
          "postgres",
          "--passwort-datei",
          secretFile(NEW_POSTGRES).toString());
    } catch (Exit e) {
      throw new IOException("clone tool ended with " + e.code() + ": " + e.getMessage(), e);
    }
  }

  private boolean isEnterprise(String machine) {
    return state.get(machine + ".variant").equals(LabVariant.ENTERPRISE.name());
  }

  /** The machine with the working server. */
  public LabMachine alt() {
    return alt;
  }

  /** The machine that the server is to move to. */
  public LabMachine neu() {
    return neu;
  }

  public CentralSystem centralSystem() {
    return central;
  }

  /** Trap 6: the central system sends servers of the new version away. */
  public void centralVersionMessage() {
    central.publish("2.15.1");
  }

  /** Password of {@code sys} on the old server, and on the new one after the restore. */
  public String oldSysPassword() {
    return state.get("alt.sys.password");
  }

  /**
   * Password of {@code admin0001} and its like; {@code gesperrt0001} has the same, but is locked.
   */
  public String oldSchoolPassword() {
    return state.get("alt.school.password");
  }

  /** Password of {@code sys} on a fresh installation. */
  public String initialSysPassword() {
    return Users.INITIAL_PASSWORD;
  }

  /** Password of {@code sys} on a new server that is in use already. */
  public String newSysPassword() {
    return state.get("neu.sys.password");
  }

  /** Every password that must not show up anywhere (rule I5). */
  public List<String> secretValues() throws IOException {
    List<String> values = new ArrayList<>();
    values.add(state.get("pin"));
    values.add(oldSysPassword());
    values.add(oldSchoolPassword());
    values.add(newSysPassword());
    for (LabMachine machine : List.of(alt, neu)) {
      if (isEnterprise(machine.name())) {
        values.add(state.get(machine.name() + ".postgres.password"));
      }
      String owner =
          Ini.read(machine.installation().resolve("configuration/config.local.ini"))
              .get("database.password");
      if (owner != null) {
        values.add(owner);
      }
    }
    return values;
  }

  private static Map<String, String> wayIn(String prefix, LabMachine machine) {
    if (machine.sshd() == null) {
      return Map.of(prefix + ".type", "local");
    }
    LabSshd sshd = machine.sshd();
    return Map.of(
        prefix + ".type", "ssh",
        prefix + ".address", "127.0.0.1",
        prefix + ".port", Integer.toString(sshd.port()),
        prefix + ".user", machine.user(),
        prefix + ".key-file", sshd.key().toString(),
        prefix + ".known-hosts", sshd.knownHosts().toString(),
        prefix + ".authorized-keys", sshd.authorizedKeys().toString());
  }

  /** The application's settings that make it know this lab. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (LabMachine machine : List.of(alt, neu)) {
      String prefix = "asv.machines." + machine.name();
      settings.putAll(wayIn(prefix, machine));
      settings.put(prefix + ".path", machine.bin().toString());
      settings.put(prefix + ".work-folder", machine.workFolder().toString());
      settings.put(prefix + ".database.secrets", machine == alt ? OLD_POSTGRES : NEW_POSTGRES);
    }
    settings.put("asv.machines." + neu.name() + ".pin-secrets", PIN);
    settings.put("asv.secrets-directory", folder.resolve("secrets").toString());
    settings.put("asv.backup.keys", folder.resolve("backup-keys").toString());
    settings.put("asv.central-system.url", central.url());
    settings.put("asv.central-system.trust-file", certificates.trustFile().toString());
    // No look at the real update server from a lab.
    settings.put("asv.preparation.update-server", "localhost:" + central.port());
    return settings;
  }

  /**
   * The plan of the whole server's move as JSON objects, without an id.
   *
   * @param windowStart from when the servers may be worked on
   */
  public Map<String, Object> plan(
      Instant windowStart, Instant windowEnd, TemporalAmount retention) {
    return new LabPlan(state, alt, neu, installer(), updateInstaller())
        .plan(windowStart, windowEnd, retention);
  }

  /** Ends the ASV processes of both machines, the databases and the central system. */
  @Override
  public void close() throws LabFailed {
    List<Exception> failures = new ArrayList<>();
    try {
      LabProcesses.end(folder, END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failures.add(e);
    }
    for (AutoCloseable resource : owned) {
      try {
        resource.close();
      } catch (Exception e) {
        failures.add(e);
      }
    }
    owned.clear();
    if (!failures.isEmpty()) {
      throw new LabFailed(folder, failures.get(0));
    }
  }
}
