package de.asvumzug.check.finding;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.files.LocalConfiguration;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.files.LogSettings;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.check.CheckSettings;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.FakeHost;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.machine.ClockCheck;
import de.asvumzug.check.machine.DiskSpaceCheck;
import de.asvumzug.check.machine.HostReachableCheck;
import de.asvumzug.check.machine.PackagesCheck;
import de.asvumzug.check.machine.ServicesKnownCheck;
import de.asvumzug.check.machine.TargetStateCheck;
import de.asvumzug.check.machine.VariantCheck;
import de.asvumzug.check.machine.VersionCheck;
import de.asvumzug.host.CommandResult;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.release.Release;
import de.asvumzug.plan.release.ReleaseLadder;
import de.asvumzug.plan.release.ReleaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreflightTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @TempDir Path folder;
  private FakeHost host;
  private Path installation;
  private Packages packages;

  @BeforeEach
  void a_school_server() throws Exception {
    host = new FakeHost(EndpointFixture.host("alt", folder));
    host.clock = NOW;
    installation = folder.resolve("asv");
    Files.createDirectories(installation.resolve("database"));
    Files.createDirectories(installation.resolve("logs"));
    Files.writeString(installation.resolve("database/asv.mv.db"), "x".repeat(5000));
    Files.writeString(installation.resolve("asv.version"), "2.13.480\n");
    log("org.h2.Driver", "jdbc:h2:/opt/asv/database/asv;IFEXISTS=TRUE");
    packages =
        new Packages(
            folder.resolve("installer.zip").toString(),
            folder.resolve("update.zip").toString(),
            folder.resolve("schule.p12").toString(),
            "pin");
  }

  @ParameterizedTest
  @CsvSource({
    "2.14.12, 2.14.12, OK",
    "2.14.10, 2.14.12, OK",
    "2.13.480, 2.14.12, OK",
    "2.12.463, 2.14.12, BLOCKING",
    "2.14.13, 2.14.12, BLOCKING",
    "2.15.1, 2.14.12, BLOCKING",
    "1.14.12, 2.14.12, BLOCKING"
  })
  void knows_which_backup_fits_which_version(String source, String target, Result expected) {
    assertThat(versions().rule(Release.parse(source), Release.parse(target), false).result())
        .isEqualTo(expected);
  }

  /** A school backup cannot be updated after it was made (docs/domain.md §7). */
  @ParameterizedTest
  @CsvSource({
    "2.14.12, 2.14.12, OK",
    "2.14.10, 2.14.12, OK",
    "2.13.480, 2.14.12, BLOCKING",
    "2.12.463, 2.14.12, BLOCKING",
    "2.15.1, 2.14.12, BLOCKING"
  })
  void knows_that_school_backups_need_one_release(String source, String target, Result expected) {
    assertThat(versions().rule(Release.parse(source), Release.parse(target), true).result())
        .isEqualTo(expected);
  }

  @Test
  void advises_the_ladder_for_an_old_server() {
    assertThat(versions().rule(Release.parse("2.12.463"), Release.parse("2.14.12"), false).advice())
        .contains(
            "2.12 → 2.13 → 2.14: zuerst den alten Server mit dem Updateinstaller auf 2.13 bringen",
            "Zwischeninstallation");
  }

  @Test
  void names_both_versions_when_an_update_came_in_between() throws Exception {
    assertThat(one(versions(), Side.SOURCE).result()).isEqualTo(Result.OK);
    Files.writeString(installation.resolve("asv.version"), "2.14.12\n");

    assertThat(one(versions(), Side.SOURCE))
        .returns(Result.BLOCKING, Finding::result)
        .returns("2.14.12", Finding::reading)
        .returns("wie geplant: 2.13.480", Finding::limit);
  }

  @Test
  void finds_a_version_that_is_not_the_planned_one() throws Exception {
    Files.writeString(installation.resolve("asv.version"), "2.13.481\n");

    assertThat(one(versions(), Side.SOURCE))
        .returns(Result.BLOCKING, Finding::result)
        .returns("2.13.481", Finding::reading)
        .returns("wie geplant: 2.13.480", Finding::limit);
  }

  @Test
  void accepts_the_planned_variant() throws Exception {
    assertThat(one(variant(), Side.SOURCE).result()).isEqualTo(Result.OK);
  }

  @Test
  void finds_another_variant_by_the_last_start_in_the_log() throws Exception {
    log("org.postgresql.Driver", "jdbc:postgresql://localhost:5432/asv");

    assertThat(one(variant(), Side.SOURCE))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("org.postgresql.Driver"));
  }

  @Test
  void reads_the_log_by_the_patterns_and_drivers_of_the_settings() throws Exception {
    Files.writeString(installation.resolve("logs/asv.log"), "Treiber: org.h2.jdbc an jdbc:h2:x\n");
    VariantCheck check =
        new VariantCheck(
            EndpointFixture.defaults(LayoutSettings.class),
            FakeMachine.settings(
                "asv.log",
                LogSettings.class,
                Map.of(
                    "driver-pattern",
                    "Treiber: (\\S+) an (\\S+)",
                    "school-driver",
                    "org.h2.jdbc")));

    assertThat(one(check, Side.SOURCE))
        .returns(Result.OK, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("org.h2.jdbc"));
  }

  @Test
  void finds_another_variant_by_the_missing_database_folder() throws Exception {
    host.files().delete(installation.resolve("database").toString());

    assertThat(one(variant(), Side.SOURCE).result()).isEqualTo(Result.BLOCKING);
  }

  @Test
  void names_a_missing_installation() throws Exception {
    host.files().delete(installation.toString());

    assertThat(one(variant(), Side.SOURCE).reading()).contains("fehlt");
  }

  @ParameterizedTest
  @CsvSource({"2000, OK", "-2000, OK", "2100, BLOCKING", "-2100, BLOCKING"})
  void compares_the_clocks(long millis, Result expected) throws Exception {
    host.clock = NOW.plusMillis(millis);
    ClockCheck check = new ClockCheck(EndpointFixture.settings(), Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(one(check, Side.SOURCE).result()).isEqualTo(expected);
  }

  @Test
  void reads_a_deviation_aloud_in_german() throws Exception {
    host.clock = NOW.plusMillis(2500);

    assertThat(
            one(
                    new ClockCheck(EndpointFixture.settings(), Clock.fixed(NOW, ZoneOffset.UTC)),
                    Side.SOURCE)
                .reading())
        .isEqualTo("Abweichung 2,5 s");
  }

  @Test
  void names_missing_packages_and_their_place() throws Exception {
    Files.writeString(folder.resolve("installer.zip"), "Programm");

    List<Finding> findings = new PackagesCheck().look(context(Side.TARGET));

    assertThat(findings)
        .extracting(Finding::result)
        .containsExactly(Result.OK, Result.BLOCKING, Result.BLOCKING);
    assertThat(findings.get(0).reading())
        .contains(host.files().sha256(folder.resolve("installer.zip").toString()));
    assertThat(findings.get(1).advice()).contains("update.zip");
  }

  @Test
  void does_not_install_into_a_folder_that_holds_something() throws Exception {
    assertThat(
            one(
                new TargetStateCheck(EndpointFixture.NO_SECRETS, EndpointFixture.installer()),
                Side.TARGET))
        .returns(Result.BLOCKING, Finding::result)
        .returns("Ordner ist nicht leer", Finding::reading);

    host.files().delete(installation.toString());
    assertThat(
            one(
                    new TargetStateCheck(EndpointFixture.NO_SECRETS, EndpointFixture.installer()),
                    Side.TARGET)
                .result())
        .isEqualTo(Result.OK);
  }

  @Test
  void names_the_move_that_has_left_an_installation() throws Exception {
    host.files().createFolders(host.workFolder() + "/moves/U-2025-0007");
    LocalConfiguration.empty()
        .with("directory", installation.toString())
        .with("state", "fertig")
        .write(host.files(), host.workFolder() + "/moves/U-2025-0007/server.ini");

    assertThat(
            one(
                new TargetStateCheck(EndpointFixture.NO_SECRETS, EndpointFixture.installer()),
                Side.TARGET))
        .returns(Result.BLOCKING, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("Rest des Umzugs U-2025-0007"))
        .satisfies(found -> assertThat(found.advice()).contains("Reste des Umzugs räumen"));
  }

  @Test
  void finds_services_that_the_machine_does_not_know() throws Exception {
    service("asv-server", "enabled\n", 0, "active\n");
    service("asv-aktualisierungsdienst", "not-found\n", 4, "inactive\n");

    ServiceSettings units = EndpointFixture.defaults(ServiceSettings.class);
    LayoutSettings layout = EndpointFixture.defaults(LayoutSettings.class);
    List<Finding> findings =
        new ServicesKnownCheck(new AsvServices(units, layout, new LocalFiles(layout, units)))
            .look(context(Side.SOURCE));

    assertThat(findings).extracting(Finding::result).containsExactly(Result.OK, Result.BLOCKING);
    assertThat(findings.get(1).title()).isEqualTo("Dienst asv-aktualisierungsdienst");
  }

  @Test
  void finds_too_little_space() throws Exception {
    CheckSettings greedy =
        new CheckSettings(null, null, 1e15, 1e15, "", "", CheckSettings.RowHash.AUTO);

    assertThat(one(new DiskSpaceCheck(greedy, EndpointFixture.ENGINES), Side.SOURCE).result())
        .isEqualTo(Result.BLOCKING);
    assertThat(
            one(
                    new DiskSpaceCheck(EndpointFixture.settings(), EndpointFixture.ENGINES),
                    Side.SOURCE)
                .result())
        .isEqualTo(Result.OK);
  }

  @Test
  void finds_a_work_folder_that_cannot_be_written() throws Exception {
    assertThat(one(new HostReachableCheck(), Side.SOURCE).result()).isEqualTo(Result.OK);
    host.files().delete(host.workFolder());
    Files.writeString(Path.of(host.workFolder()), "eine Datei");

    assertThat(one(new HostReachableCheck(), Side.SOURCE).result()).isEqualTo(Result.BLOCKING);
  }

  @Test
  void takes_a_machine_that_does_not_answer_for_a_blocking_finding() throws Exception {
    host.connectionBroken = true;
    Preflight preflight =
        new Preflight(
            List.of(new ClockCheck(EndpointFixture.settings())), Clock.fixed(NOW, ZoneOffset.UTC));

    Findings findings =
        preflight.check(new PreflightContext(migration(), site(Side.SOURCE), site(Side.TARGET)));

    assertThat(findings.at()).isEqualTo(NOW);
    assertThat(findings.blocking()).isEqualTo(1);
    assertThat(findings.findings().get(0).reading())
        .contains("nicht prüfbar", "Verbindung abgebrochen");
  }

  @Test
  void looks_only_at_what_concerns_the_side() throws Exception {
    Preflight preflight = new Preflight(List.of(new PackagesCheck()));

    assertThat(
            preflight
                .check(new PreflightContext(migration(), site(Side.SOURCE), site(Side.TARGET)))
                .findings())
        .isEmpty();
    assertThat(
            preflight
                .check(new PreflightContext(migration(), site(Side.TARGET), site(Side.SOURCE)))
                .findings())
        .hasSize(3);
  }

  private static VariantCheck variant() {
    return new VariantCheck(
        EndpointFixture.defaults(LayoutSettings.class),
        EndpointFixture.defaults(LogSettings.class));
  }

  private static VersionCheck versions() {
    return new VersionCheck(
        EndpointFixture.defaults(LayoutSettings.class),
        new ReleaseLadder(EndpointFixture.defaults(ReleaseSettings.class)));
  }

  private Finding one(PreflightCheck check, Side side) throws IOException, InterruptedException {
    return check.look(context(side)).get(0);
  }

  private PreflightContext context(Side side) {
    return new PreflightContext(migration(), site(side), site(side.other()));
  }

  private Migration migration() {
    return EndpointFixture.migration(
        EndpointFixture.school("alt", installation.toString(), "2.13.480"),
        EndpointFixture.school("neu", installation.toString(), "2.14.12"),
        packages);
  }

  private Endpoint site(Side side) {
    return new Endpoint(side, migration().installation(side), host);
  }

  private void log(String driver, String url) throws IOException {
    Path log = installation.resolve("logs/asv.log");
    String before = Files.exists(log) ? Files.readString(log) : "";
    Files.writeString(
        log, before + "10:00 INFO using driver: " + driver + " at URL: " + url + "\n");
  }

  private void service(String unit, String enabled, int code, String active) {
    host.answers.put("systemctl is-enabled " + unit, new CommandResult(code, enabled, ""));
    host.answers.put("systemctl is-active " + unit, new CommandResult(0, active, ""));
  }
}
