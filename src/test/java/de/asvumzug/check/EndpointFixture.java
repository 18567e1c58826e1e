package de.asvumzug.check;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.client.ClientSettings;
import de.asvumzug.asv.database.DatabaseEngines;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.asv.installer.InstallerSettings;
import de.asvumzug.asv.installer.Unpacker;
import de.asvumzug.check.finding.PreparationSettings;
import de.asvumzug.host.Host;
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
import de.asvumzug.plan.School;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.release.Release;
import de.asvumzug.support.TestSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Small plans and sites on this machine. */
public final class EndpointFixture {
  public static final Secrets NO_SECRETS = secrets(Map.of());

  public static final DatabaseEngines ENGINES =
      FakeMachine.engines(defaults(LayoutSettings.class), NO_SECRETS);

  private EndpointFixture() {}

  /** Settings with nothing but their defaults. */
  public static <T> T defaults(Class<T> settings) {
    String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
    return new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate(prefix, settings);
  }

  public static Installer installer() {
    InstallerSettings settings = FakeMachine.settings("asv.installer", InstallerSettings.class);
    return new Installer(
        settings,
        FakeMachine.settings("asv.client", ClientSettings.class),
        defaults(LayoutSettings.class),
        new Unpacker(settings),
        NO_SECRETS);
  }

  public static CheckSettings settings() {
    return settingsWithNumbers("");
  }

  public static CheckSettings settingsWithNumbers(String numbers) {
    return new CheckSettings(
        Duration.ofSeconds(2),
        Duration.ofDays(60),
        2.5,
        1.0,
        "",
        numbers,
        CheckSettings.RowHash.AUTO);
  }

  public static CheckSettings settings(CheckSettings.RowHash way) {
    CheckSettings settings = settings();
    return new CheckSettings(
        settings.clockTolerance(),
        settings.certificateWarning(),
        settings.spaceFactor(),
        settings.backupSpaceFactor(),
        settings.h2PasswordSecret(),
        settings.numbers(),
        way);
  }

  public static PreparationSettings preparation() {
    return defaults(PreparationSettings.class);
  }

  public static ScriptHost host(String name, Path folder) {
    return ScriptHost.local(
        name,
        folder.resolve("umzug"),
        List.of(folder.resolve("bin").toString()),
        Duration.ofSeconds(60));
  }

  public static Endpoint enterprise(
      Side side, Host host, String directory, int port, String database) {
    return new Endpoint(
        side, enterprise(host.name(), directory, "2.14.12", port, database, 15), host);
  }

  /** The owner of ASV's data is called so on this side. */
  public static Endpoint ownedBy(String owner, Endpoint endpoint) {
    Installation i = endpoint.installation();
    Database d = i.database();
    Database owned =
        new Database(
            d.host(),
            d.port(),
            d.name(),
            owner,
            d.administrator(),
            d.passwordSecret(),
            d.version());
    return new Endpoint(
        endpoint.side(),
        new Installation(
            i.machine(),
            i.variant(),
            i.version(),
            i.directory(),
            i.address(),
            i.clientPort(),
            owned,
            i.inUse()),
        endpoint.host());
  }

  public static Installation enterprise(
      String machine, String directory, String version, int port, String database, int major) {
    return new Installation(
        machine,
        Variant.ENTERPRISE,
        Release.parse(version),
        directory,
        "localhost",
        8765,
        new Database("localhost", port, database, "asv", "postgres", null, major),
        false);
  }

  public static Installation school(String machine, String directory, String version) {
    return new Installation(
        machine, Variant.SCHOOL, Release.parse(version), directory, "localhost", 8765, null, false);
  }

  public static Endpoint school(Side side, Host host, String directory) {
    return new Endpoint(side, school(host.name(), directory, "2.14.12"), host);
  }

  /** A folder with what our tools need of a School server: Java, the driver, a place for data. */
  public static Path schoolInstallation(Path installation) throws Exception {
    Files.createDirectories(installation.resolve("database"));
    Files.createDirectories(installation.resolve("plugins"));
    Files.createDirectories(installation.resolve("jre/bin"));
    Files.createSymbolicLink(
        installation.resolve("jre/bin/java"),
        Path.of(System.getProperty("java.home"), "bin", "java"));
    Path driver =
        Path.of(org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Files.copy(driver, installation.resolve("plugins").resolve(driver.getFileName()));
    return installation;
  }

  public static Migration migration(Installation source, Installation target, Packages packages) {
    Instant start = Instant.parse("2026-12-28T17:00:00Z");
    return new Migration(
        "U-2026-0001",
        "Umzug der Schule am Fluß",
        Scope.ALL,
        source,
        target,
        List.of(new School("0001", "Schule am Fluß", "schule@example.org", "")),
        new Window(start, start.plus(Duration.ofHours(6))),
        packages,
        List.<Client>of(),
        new Options(
            false,
            true,
            true,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            Mode.AUTOMATIC,
            false,
            Period.ofMonths(3)),
        new Contacts("", "", ""));
  }

  public static Secrets secrets(Map<String, String> values) {
    return TestSecrets.of(values);
  }
}
