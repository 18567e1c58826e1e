package de.asvumzug.asv;

import de.asvumzug.asv.database.DatabaseEngines;
import de.asvumzug.asv.h2.H2Console;
import de.asvumzug.asv.h2.H2PasswordSettings;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.FencingToken;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.ProcessInfo;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.LogChunk;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Client;
import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Mode;
import de.asvumzug.plan.Options;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.release.Release;
import de.asvumzug.plan.release.ReleaseLadder;
import de.asvumzug.plan.release.ReleaseSettings;
import de.asvumzug.support.TestSecrets;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * This machine in a folder, with a service manager and vendor programs that are small scripts. It
 * keeps every command that it was given, and its clock can be put forward.
 */
public final class FakeMachine implements Host {
  public static final String PIN = "geheime-pin-4711";
  public static final String PASSWORD = "geheimes-kennwort-0815";

  private final Path folder;
  private final Host host;
  private final List<Command> commands = new ArrayList<>();
  private Duration ahead = Duration.ZERO;
  private boolean answers;

  public FakeMachine(String name, Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.host =
        ScriptHost.local(
            name, folder.resolve("umzug"), List.of(folder + "/bin"), Duration.ofSeconds(30));
    Files.createDirectories(folder.resolve("etc"));
    Files.createDirectories(folder.resolve("units"));
    Files.createDirectories(folder.resolve("run"));
    script(
        "bin/systemctl",
        """
        M=%s
        echo "$*" >>"$M/run/calls"
        for unit do :; done
        case $1 in
          is-active)
            if [ -e "$M/run/$unit.active" ]; then cat "$M/run/$unit.active"
            else echo inactive; exit 3; fi ;;
          is-enabled)
            if [ ! -e "$M/units/$unit" ]; then echo not-found; exit 4; fi
            if [ -e "$M/run/$unit.enabled" ]; then echo enabled; else echo disabled; exit 1; fi ;;
          start) echo active >"$M/run/$unit.active"; sh "$M/etc/on-start" "$unit" ;;
          stop) sh "$M/etc/on-stop" "$unit"; rm -f "$M/run/$unit.active" ;;
          enable) : >"$M/run/$unit.enabled" ;;
          disable) [ -e "$M/etc/stuck" ] || rm -f "$M/run/$unit.enabled" ;;
          show) cat "$M/etc/$3" ;;
        esac
        """
            .formatted(folder));
    file("etc/on-start", "");
    file("etc/on-stop", "");
    file("etc/MainPID", "0\n");
  }

  /** Settings of the product with all their defaults, changed by name. */
  public static <T> T settings(String prefix, Class<T> type, Map<String, String> changes) {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    changes.forEach((key, value) -> source.put(prefix + "." + key, value));
    return new Binder(source).bindOrCreate(prefix, type);
  }

  public static <T> T settings(String prefix, Class<T> type) {
    return settings(prefix, type, Map.of());
  }

  /** Releases as the settings list them; counted up in the second number if there is none. */
  public static ReleaseLadder ladder(String... order) {
    return new ReleaseLadder(new ReleaseSettings(List.of(order)));
  }

  /** Reads databases that have no password. */
  public static H2Console h2Console(LayoutSettings layout) {
    return new H2Console(layout, new H2PasswordSettings(""), secrets());
  }

  /** Asks H2 databases without a password. */
  public static DatabaseEngines engines(LayoutSettings layout, Secrets secrets) {
    return new DatabaseEngines(layout, h2Console(layout), secrets);
  }

  public static Secrets secrets() {
    return TestSecrets.of(Map.of("pin", PIN, "db", PASSWORD));
  }

  public Path path(String relative) {
    return folder.resolve(relative);
  }

  public Path file(String relative, String text) throws IOException {
    Path file = folder.resolve(relative);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  public Path script(String relative, String text) throws IOException {
    Path file = file(relative, "#!/bin/sh\n" + text);
    if (!file.toFile().setExecutable(true)) {
      throw new IOException("not executable: " + file);
    }
    return file;
  }

  public String text(String relative) throws IOException {
    return Files.readString(folder.resolve(relative));
  }

  public Path zip(String relative, Map<String, String> entries) throws IOException {
    Path file = folder.resolve(relative);
    Files.createDirectories(file.getParent());
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return file;
  }

  /** Sets a service up. */
  public void unit(String unit, boolean active, boolean enabled) throws IOException {
    file("units/" + unit, "");
    if (active) {
      file("run/" + unit + ".active", "active\n");
    }
    if (enabled) {
      file("run/" + unit + ".enabled", "");
    }
  }

  /** What the service manager was told to do, without the questions. */
  public List<String> orders() throws IOException {
    Path calls = folder.resolve("run/calls");
    return Files.exists(calls)
        ? Files.readAllLines(calls).stream()
            .filter(call -> !call.startsWith("is-") && !call.startsWith("show"))
            .toList()
        : List.of();
  }

  /** A pause that takes no time but puts this machine's clock forward. */
  public Sleeper clockForward(Duration step) {
    return waited -> ahead = ahead.plus(step);
  }

  public Jobs jobs(String key) {
    return new DetachedJobs(key, () -> false, Sleeper.REAL);
  }

  public void clientPortAnswers(boolean now) {
    answers = now;
  }

  public List<Command> commands() {
    return List.copyOf(commands);
  }

  public Endpoint site(Side side, Variant variant, String version) {
    return new Endpoint(side, installation(variant, version), this);
  }

  public Installation installation(Variant variant, String version) {
    Database database =
        variant == Variant.SCHOOL
            ? null
            : new Database("localhost", 5432, "asv", "asv", "postgres", "db", 15);
    return new Installation(
        name(), variant, Release.parse(version), home(), "asv.example.org", 8765, database, false);
  }

  public String home() {
    return folder.resolve("opt/asv").toString();
  }

  public Migration migration(Installation source, Installation target, Client... clients) {
    return new Migration(
        "U-2026-0001",
        "Umzug",
        Scope.ALL,
        source,
        target,
        List.of(),
        new Window(Instant.EPOCH, Instant.EPOCH),
        new Packages(
            path("packages/installer.zip").toString(),
            path("packages/update.zip").toString(),
            path("packages/schule.p12").toString(),
            "pin"),
        List.of(clients),
        new Options(
            true,
            true,
            true,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            false,
            Period.ofDays(1)),
        new Contacts("", "", ""));
  }

  @Override
  public CommandResult run(Command command) throws IOException, InterruptedException {
    commands.add(command);
    return host.run(command);
  }

  @Override
  public JobStatus start(JobKey key, Command command) throws IOException {
    commands.add(command);
    return host.start(key, command);
  }

  @Override
  public boolean reaches(String address, int port) {
    return answers;
  }

  @Override
  public Instant clock() throws IOException {
    return host.clock().plus(ahead);
  }

  @Override
  public String name() {
    return host.name();
  }

  @Override
  public String workFolder() {
    return host.workFolder();
  }

  @Override
  public Optional<JobStatus> status(JobKey key) throws IOException {
    return host.status(key);
  }

  @Override
  public Optional<JobStatus> status(JobKey key, Duration wait) throws IOException {
    return host.status(key, wait);
  }

  /** Tests hold time in their own hands: something happens while somebody pauses. */
  @Override
  public boolean awaitsEnds() {
    return false;
  }

  @Override
  public LogChunk readLog(JobKey key, long offset) throws IOException {
    return host.readLog(key, offset);
  }

  @Override
  public void shut(String owner) throws IOException, InterruptedException {
    host.shut(owner);
  }

  @Override
  public void fence(FencingToken token) throws IOException {
    host.fence(token);
  }

  @Override
  public List<Long> processesOf(JobKey key) {
    return List.of();
  }

  @Override
  public void cancel(JobKey key) throws IOException, InterruptedException {
    host.cancel(key);
  }

  @Override
  public void remove(JobKey key) throws IOException {
    host.remove(key);
  }

  @Override
  public List<JobKey> jobs() throws IOException {
    return host.jobs();
  }

  @Override
  public HostFiles files() {
    return host.files();
  }

  @Override
  public List<ProcessInfo> processes() throws IOException {
    return host.processes();
  }

  @Override
  public Optional<String> findProgram(String name, List<String> folders) throws IOException {
    return host.findProgram(name, folders);
  }
}
