package de.asvumzug.backup;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.database.StructureSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.backup.vault.BackupKeys;
import de.asvumzug.backup.vault.BackupVault;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.check.guard.GuardReport;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.Progress;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.host.secret.KnownSecrets;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.Release;
import de.asvumzug.support.TestSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Two machines in two folders, and the services with their default settings. */
public final class TestMove {
  public static final String ID = "U-2026-0001";
  static final String PASSWORD = "Geheim:Wort\\1";

  final Path root;
  public final ScriptHost oldHost;
  public final ScriptHost newHost;
  public final List<Progress> progress = new ArrayList<>();
  public final BackupSettings settings;
  public final Vault vault;
  public final LayoutSettings layout = bound("asv.layout", LayoutSettings.class);
  final LocalFiles localFiles =
      new LocalFiles(layout, bound("asv.services", ServiceSettings.class));
  public final Guard guard =
      endpoint -> new GuardReport(endpoint.host().name(), Instant.now(), List.of());
  public final Secrets secrets = new TestSecrets(name -> PASSWORD);
  public final SchemaVersionReader structure =
      new SchemaVersionReader(
          bound("asv.structure", StructureSettings.class),
          FakeMachine.h2Console(layout),
          FakeMachine.engines(layout, secrets),
          FakeMachine.ladder());

  /** Whose backups stay plain. */
  public TestMove(Path root) throws IOException {
    this(root, false);
  }

  private TestMove(Path root, boolean encryption) throws IOException {
    this.root = root;
    this.settings =
        bound(
            "asv.backup",
            BackupSettings.class,
            Map.of(
                "asv.backup.encryption",
                Boolean.toString(encryption),
                "asv.backup.keys",
                keys(root).toString()));
    this.vault = new BackupVault(new BackupKeys(settings, new KnownSecrets()), settings);
    oldHost = host("alt");
    newHost = host("neu");
    for (String machine : List.of("alt", "neu")) {
      Files.createDirectories(root.resolve(machine + "/asv/configuration"));
    }
  }

  /** Whose backups are encrypted, as they are by default; both installations bring a Java. */
  public static TestMove encrypted(Path root) throws IOException {
    TestMove move = new TestMove(root, true);
    for (Side side : Side.values()) {
      Path java = move.installation(side).resolve("jre/bin/java");
      Files.createDirectories(java.getParent());
      Files.writeString(
          java,
          "#!/bin/sh\nexec '%s/bin/java' \"$@\"\n".formatted(System.getProperty("java.home")));
      java.toFile().setExecutable(true);
    }
    return move;
  }

  /** For tests that have to do with plain backups only. */
  public static Vault plainVault() {
    BackupSettings plain =
        bound("asv.backup", BackupSettings.class, Map.of("asv.backup.encryption", "false"));
    return new BackupVault(new BackupKeys(plain, new KnownSecrets()), plain);
  }

  /** Where the keys are kept: on neither machine. */
  public static Path keys(Path root) {
    return root.resolve("keys");
  }

  public BackupContext act(String stepKey) {
    return new BackupContext(
        ID, stepKey, new DetachedJobs(stepKey, () -> false, Sleeper.REAL), progress::add);
  }

  /** The old machine with other programs before its own. */
  public Endpoint source(Database database, List<String> path) {
    return site(Side.SOURCE, host("alt", path), "2.13.480", database);
  }

  public Endpoint source(Database database) {
    return site(Side.SOURCE, oldHost, "2.13.480", database);
  }

  public Endpoint target(Database database) {
    return site(Side.TARGET, newHost, "2.14.12", database);
  }

  public Endpoint school(Side side) {
    return side == Side.SOURCE ? source(null) : target(null);
  }

  public Path installation(Side side) {
    return root.resolve(side == Side.SOURCE ? "alt/asv" : "neu/asv");
  }

  Endpoint site(Side side, ScriptHost host, String version, Database database) {
    return new Endpoint(
        side,
        new Installation(
            host.name(),
            database == null ? Variant.SCHOOL : Variant.ENTERPRISE,
            Release.parse(version),
            installation(side).toString(),
            "localhost",
            8765,
            database,
            false),
        host);
  }

  private ScriptHost host(String name) {
    return host(name, List.of());
  }

  private ScriptHost host(String name, List<String> path) {
    return ScriptHost.local(name, root.resolve(name + "/umzug"), path, Duration.ofSeconds(60));
  }

  public static <T> T bound(String prefix, Class<T> type) {
    return bound(prefix, type, Map.of());
  }

  public static <T> T bound(String prefix, Class<T> type, Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
  }
}
