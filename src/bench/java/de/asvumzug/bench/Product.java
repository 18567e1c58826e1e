package de.asvumzug.bench;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.database.DatabaseEngines;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.database.StructureSettings;
import de.asvumzug.asv.h2.H2Console;
import de.asvumzug.asv.h2.H2PasswordSettings;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.Vault;
import de.asvumzug.backup.database.BackupVerification;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.LineSurvey;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.backup.restore.PostgresRestore;
import de.asvumzug.backup.restore.RestoreOrder;
import de.asvumzug.backup.transfer.BackupDestination;
import de.asvumzug.backup.transfer.LineMeasurement;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.backup.vault.BackupKeys;
import de.asvumzug.backup.vault.BackupVault;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.check.guard.GuardReport;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.host.Host;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.host.script.ProgramCache;
import de.asvumzug.host.secret.KnownSecrets;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.Release;
import de.asvumzug.plan.release.ReleaseLadder;
import de.asvumzug.plan.release.ReleaseSettings;
import de.asvumzug.support.TestSecrets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The data step with the product's own services and their default settings, in the order of the
 * models. Only the ASV server is missing: nothing but the databases is there to be stopped.
 */
final class Product {
  private static final String MOVE = "U-2026-0001";
  private static final Secrets NO_PASSWORDS = TestSecrets.of(Map.of());

  private final BenchServers servers;
  private final BenchMachines machines;
  private final BackupSettings settings;
  private final LayoutSettings layout = defaults(LayoutSettings.class);
  private final Vault vault;
  private final PostgresBackup backups;
  private final FingerprintService fingerprints =
      new FingerprintService(
          defaults(CheckSettings.class), layout, defaults(TenantSettings.class), NO_PASSWORDS);
  private int run;

  /**
   * @param keys folder for the keys; null for backups that are not encrypted
   */
  Product(BenchServers servers, BenchMachines machines, Path keys) {
    this.servers = servers;
    this.machines = machines;
    this.settings =
        new Binder(
                new MapConfigurationPropertySource(
                    keys == null
                        ? Map.of("asv.backup.encryption", "false")
                        : Map.of("asv.backup.keys", keys.toString())))
            .bindOrCreate("asv.backup", BackupSettings.class);
    this.vault = new BackupVault(new BackupKeys(settings, new KnownSecrets()), settings);
    this.backups = new PostgresBackup(NO_PASSWORDS, settings, vault);
  }

  /** Dump, transfer, restore, checksums, both fingerprints; then what else is proven. */
  Phases move() throws Exception {
    run++;
    clear();
    Endpoint source = source();
    Endpoint target = target();
    FreshInstallation proof = freshTarget();
    Phases phases = new Phases();
    // Days before the window, when nothing else is at work.
    Optional<LineMeasurement> line =
        new LineSurvey(NO_PASSWORDS, settings).measure(source, target, key("check"));
    ClusterInventory inventory = backups.inventory(source);
    Fingerprints before;
    Backup made;
    ExecutorService beside = Executors.newSingleThreadExecutor();
    try {
      Future<Fingerprints> measuring =
          beside.submit(
              () -> phases.time(Phases.WITHIN + "fingerprint of the source", () -> take(source)));
      made =
          phases.time(
              "dump, sent on meanwhile",
              () -> backups.backUp(source, BackupDestination.to(target).over(line), act("backup")));
      before = phases.time("fingerprint of the source, after the dump", measuring::get);
    } finally {
      beside.shutdownNow();
    }
    BackupVerification verification = new BackupVerification(NO_PASSWORDS, vault);
    phases.time(
        "checksums on the old machine", () -> verification.files(source, made, act("verify")));
    Backup received =
        phases.time(
            "transfer, checksums on the new machine",
            () -> new Transfer().copy(source.host(), made, target.host(), act("transfer")));
    RestoreOrder order =
        new RestoreOrder(target, source, received, Optional.of(proof), Optional.empty());
    phases.time("restore", () -> restore().restore(order, inventory, act("restore")));
    Fingerprints after = phases.time("fingerprint of the target", () -> take(target));
    FingerprintComparison comparison = FingerprintComparison.of(before, after);
    if (!comparison.equal()) {
      throw new IllegalStateException(comparison.summary());
    }
    return phases;
  }

  /** What the models prove beyond the data step: the archive read, the source measured again. */
  Phases furtherProofs() throws Exception {
    run++;
    Endpoint source = source();
    Backup made = backups.backUp(source, act("backup"));
    ClusterInventory inventory = backups.inventory(source);
    Phases phases = new Phases();
    phases.time(
        "archive read in full",
        () -> {
          new BackupVerification(NO_PASSWORDS, vault)
              .archive(source, made, inventory, act("archive"));
          return null;
        });
    phases.time("source measured once more", () -> take(source));
    return phases;
  }

  /** The backup that the last move left on the old machine. */
  Backup backup() throws Exception {
    return backups.backUp(source(), act("backup"));
  }

  Backup copy(Backup backup) throws Exception {
    run++;
    machines.clearReceived();
    return new Transfer().copy(machines.old(), backup, machines.fresh(), act("transfer"));
  }

  Fingerprints takeSource() throws Exception {
    run++;
    return take(source());
  }

  /** The measurement that can be compared with another engine's. */
  TenantMeasurement takeTenants(List<String> schools) throws Exception {
    run++;
    TenantFingerprints tenants =
        new TenantFingerprints(
            defaults(TenantSettings.class), defaults(CheckSettings.class), layout, NO_PASSWORDS);
    return tenants.take(
        source(),
        schools,
        tenants.way(source()),
        key("tenants"),
        jobs("tenants"),
        ProgressListener.NONE);
  }

  private Fingerprints take(Endpoint endpoint) throws Exception {
    String key = key("fingerprint-" + endpoint.host().name());
    return fingerprints
        .take(
            endpoint, key, new DetachedJobs(key, () -> false, Sleeper.REAL), ProgressListener.NONE)
        .fingerprints();
  }

  private PostgresRestore restore() {
    Guard nothingToStop =
        endpoint -> new GuardReport(endpoint.host().name(), Instant.now(), List.of());
    H2Console console = new H2Console(layout, defaults(H2PasswordSettings.class), NO_PASSWORDS);
    return new PostgresRestore(
        NO_PASSWORDS,
        nothingToStop,
        settings,
        new SchemaVersionReader(
            defaults(StructureSettings.class),
            console,
            new DatabaseEngines(layout, console, NO_PASSWORDS),
            new ReleaseLadder(defaults(ReleaseSettings.class))),
        vault);
  }

  private void clear() throws Exception {
    machines.clear();
    for (String name : List.of("asv", "asv_umzug_u_2026_0001", "asv_vor_u_2026_0001")) {
      BenchServers.run(
          servers.fresh, "postgres", "drop database if exists " + name + " with (force)");
    }
  }

  /** What a fresh installation leaves: an empty database of its own. */
  private FreshInstallation freshTarget() throws Exception {
    BenchServers.run(
        servers.fresh,
        "postgres",
        "create database asv owner asv template template0 encoding 'UTF8'");
    BenchServers.run(
        servers.fresh,
        "asv",
        "create schema asv authorization asv",
        "create table asv.svp_schule_stamm (id varchar(40) primary key)");
    return new FreshInstallation(
        machines.fresh().name(),
        "asv",
        BenchServers.value(
            servers.fresh, "postgres", "select system_identifier::text from pg_control_system()"),
        Long.parseLong(
            BenchServers.value(
                servers.fresh,
                "postgres",
                "select oid::text from pg_database where datname = 'asv'")),
        Instant.now());
  }

  private Endpoint source() {
    return site(Side.SOURCE, machines.old(), "2.13.480", servers.database(servers.old, 14));
  }

  private Endpoint target() {
    return site(Side.TARGET, machines.fresh(), "2.14.12", servers.database(servers.fresh, 15));
  }

  private Endpoint site(Side side, Host host, String version, Database database) {
    return new Endpoint(
        side,
        new Installation(
            host.name(),
            Variant.ENTERPRISE,
            Release.parse(version),
            machines.installation(host),
            "localhost",
            8765,
            database,
            false),
        new ProgramCache(host));
  }

  private BackupContext act(String name) {
    return new BackupContext(MOVE, key(name), jobs(name), ProgressListener.NONE);
  }

  /** No other run's, nor the other product's: a job of that key would be taken for this one's. */
  private String key(String name) {
    return name + (settings.encryption() ? "-sealed-" : "-plain-") + run;
  }

  private DetachedJobs jobs(String name) {
    return new DetachedJobs(key(name), () -> false, Sleeper.REAL);
  }

  /** Settings with nothing but their defaults. */
  private static <T> T defaults(Class<T> settings) {
    String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
    return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, settings);
  }
}
