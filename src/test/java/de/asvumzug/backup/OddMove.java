package de.asvumzug.backup;

import static de.asvumzug.support.TwoServers.run;
import static de.asvumzug.support.TwoServers.value;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.postgres.ClusterInventory;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.backup.restore.PostgresRestore;
import de.asvumzug.backup.restore.RestoreOrder;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.support.TwoServers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The database of odd-objects.sql on an old server, and a fresh installation on a new one. */
final class OddMove {
  final TestMove move;
  final Endpoint target;
  private final TwoServers servers;
  private Endpoint source;

  OddMove(TwoServers servers, Path folder) throws Exception {
    this.servers = servers;
    TwoServers.clear(servers.old);
    TwoServers.script(servers.old, "postgres", "odd-roles.sql");
    TwoServers.script(servers.old, "asv", "odd-objects.sql");
    TwoServers.clear(servers.fresh);
    run(
        servers.fresh,
        "postgres",
        "create role asv_neu login",
        "create database asv owner asv_neu template template0 encoding 'UTF8'");
    installation();
    move = new TestMove(folder);
    source = move.source(TwoServers.database(servers.old, "asv_alt", 14));
    target = move.target(TwoServers.database(servers.fresh, "asv_neu", 15));
  }

  /** What the installer leaves in its database. */
  void installation() throws SQLException {
    run(
        servers.fresh,
        "asv",
        "create schema asv authorization asv_neu",
        "create table asv.svp_schule_stamm (id varchar(40) primary key)");
  }

  /** The plan names another owner of the old database. */
  void ownedBy(String owner) {
    source = move.source(TwoServers.database(servers.old, owner, 14));
  }

  Endpoint source() {
    return source;
  }

  RestoredDatabase restore(String key) throws Exception {
    return restore(order(), move.act(key));
  }

  RestoredDatabase restore(RestoreOrder order, BackupContext act) throws Exception {
    ClusterInventory inventory =
        new PostgresBackup(move.secrets, move.settings, move.vault).inventory(source);
    return new PostgresRestore(move.secrets, move.guard, move.settings, move.structure, move.vault)
        .restore(order, inventory, act);
  }

  RestoreOrder order() throws Exception {
    Backup made =
        new PostgresBackup(move.secrets, move.settings, move.vault).backUp(source, move.act("b1"));
    Backup received = new Transfer().copy(move.oldHost, made, move.newHost, move.act("t1"));
    FreshInstallation proof =
        new FreshInstallation(
            "neu",
            "asv",
            value(
                servers.fresh,
                "postgres",
                "select system_identifier::text from pg_control_system()"),
            Long.parseLong(oid("asv")),
            Instant.now());
    return new RestoreOrder(target, source, received, Optional.of(proof), Optional.empty());
  }

  /** Of a database on the new server; null if it is not there. */
  String oid(String database) throws SQLException {
    return value(
        servers.fresh,
        "postgres",
        "select oid::text from pg_database where datname = '" + database + "'");
  }

  List<String> fresh(String sql) throws SQLException {
    return TwoServers.values(servers.fresh, "postgres", sql);
  }

  List<String> inside(String sql) throws SQLException {
    return TwoServers.values(servers.fresh, "asv", sql);
  }

  FingerprintComparison compared() throws Exception {
    FingerprintService service =
        new FingerprintService(
            new Binder(new MapConfigurationPropertySource(Map.of("asv.check.numbers", "")))
                .bindOrCreate("asv.check", CheckSettings.class),
            move.layout,
            TestMove.bound("asv.tenants", TenantSettings.class),
            move.secrets);
    Fingerprints before =
        service.take(source, "f1", move.act("f1").jobs(), ProgressListener.NONE).fingerprints();
    Fingerprints after =
        service
            .takeLike(before, target, "f2", move.act("f2").jobs(), ProgressListener.NONE)
            .fingerprints();
    return FingerprintComparison.of(before, after);
  }
}
