package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.update.UpdateModeSettings;
import de.asvumzug.check.around.CentralSystemSettings;
import de.asvumzug.check.around.LastBackupCheck;
import de.asvumzug.check.around.OutboundCheck;
import de.asvumzug.check.around.RegularBackupSettings;
import de.asvumzug.check.database.DatabasePortCheck;
import de.asvumzug.check.database.LocaleCheck;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.machine.ClientPortCheck;
import de.asvumzug.check.machine.UpdateModeCheck;
import de.asvumzug.check.machine.WindowLengthCheck;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.release.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of the preparation that look at times, ports, backups and modes. */
class PreparationChecksTest {
  private static final String UPDATE_SETTINGS = "update-service/service/configuration/";
  private static final long GIGABYTE = 1024L * 1024 * 1024;

  @TempDir Path folder;
  private FakeHost old;
  private FakeHost young;
  private Path installation;

  @BeforeEach
  void two_machines() throws Exception {
    old = new FakeHost(EndpointFixture.host("alt", folder));
    young = new FakeHost(EndpointFixture.host("neu", folder));
    installation = folder.resolve("asv");
    Files.createDirectories(installation.resolve(UPDATE_SETTINGS));
  }

  @ParameterizedTest
  @CsvSource({"60, 8, OK", "60, 9, BLOCKING", "360, 90, OK", "360, 100, BLOCKING"})
  void compares_the_window_with_the_data(long minutes, long gigabytes, Result expected) {
    Instant start = Instant.parse("2026-12-28T17:00:00Z");
    Window window = new Window(start, start.plus(Duration.ofMinutes(minutes)));
    WindowLengthCheck check =
        new WindowLengthCheck(EndpointFixture.preparation(), EndpointFixture.ENGINES);

    Finding finding = check.judge(window, gigabytes * GIGABYTE);

    assertThat(finding.result()).isEqualTo(expected);
    assertThat(finding.limit()).contains("GB");
  }

  @Test
  void says_how_long_the_window_must_be() {
    Instant start = Instant.parse("2026-12-28T17:00:00Z");
    Window window = new Window(start, start.plus(Duration.ofHours(1)));

    Finding finding =
        new WindowLengthCheck(EndpointFixture.preparation(), EndpointFixture.ENGINES)
            .judge(window, 50 * GIGABYTE);

    assertThat(finding.reading()).isEqualTo("1 h 0 min geplant");
    assertThat(finding.advice()).contains("mindestens 3 h 20 min");
  }

  @Test
  void reads_the_mode_of_the_update_service_local_before_shipped() throws Exception {
    write("update-service.ini", "mode=auto\n");
    assertThat(updateMode()).returns(Result.OK, Finding::result).returns("auto", Finding::reading);

    write("update-service.local.ini", "mode=mixed\n");
    assertThat(updateMode().reading()).isEqualTo("mixed");
  }

  @Test
  void warns_of_a_mode_that_nobody_can_read() throws Exception {
    assertThat(updateMode())
        .returns(Result.WARNING, Finding::result)
        .returns("nicht eingetragen", Finding::reading);
    write("update-service.local.ini", "mode=sofort\n");
    assertThat(updateMode().reading()).isEqualTo("unbekannt: sofort");
  }

  @Test
  void finds_the_newest_regular_backup() throws Exception {
    backupOfHoursAgo(3);

    assertThat(lastBackup())
        .returns(Result.OK, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("nacht.zip", "3 Stunden alt"));
  }

  @Test
  void warns_of_a_backup_that_is_too_old() throws Exception {
    backupOfHoursAgo(49);

    assertThat(lastBackup())
        .returns(Result.WARNING, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("49 Stunden alt"));
  }

  @Test
  void warns_of_a_server_that_nobody_backs_up() throws Exception {
    assertThat(lastBackup())
        .returns(Result.WARNING, Finding::result)
        .returns("keine eingerichtet", Finding::reading);
  }

  @Test
  void wants_the_clients_port_free_where_asv_is_installed_anew() throws Exception {
    assertThat(clientPort(false).result()).isEqualTo(Result.OK);
    young.openPorts.add("127.0.0.1:8765");

    assertThat(clientPort(false))
        .returns(Result.BLOCKING, Finding::result)
        .returns("TCP 8765 ist belegt", Finding::reading);
  }

  @Test
  void wants_the_clients_port_open_where_asv_works_already() throws Exception {
    assertThat(clientPort(true).result()).isEqualTo(Result.WARNING);
    old.openPorts.add("localhost:8765");

    assertThat(clientPort(true).result()).isEqualTo(Result.OK);
  }

  @Test
  void tries_the_way_out_from_the_new_machine() {
    young.openPorts.add("asv-zss-extern.schulen.bayern.de:443");

    List<Finding> findings =
        new OutboundCheck(
                EndpointFixture.defaults(CentralSystemSettings.class),
                EndpointFixture.preparation())
            .look(context(Side.TARGET, false));

    assertThat(findings).extracting(Finding::result).containsExactly(Result.OK, Result.WARNING);
    assertThat(findings.get(1))
        .returns("Verbindung nach außen: Update-Server", Finding::title)
        .satisfies(found -> assertThat(found.advice()).contains("ausgehend TCP 443"));
  }

  @Test
  void blocks_a_new_database_that_is_open_to_the_network() throws Exception {
    old.openPorts.add("asv.example:5432");

    assertThat(databasePort(Side.TARGET, "*", "asv.example").result()).isEqualTo(Result.BLOCKING);
    assertThat(databasePort(Side.TARGET, "localhost", "asv.example").result()).isEqualTo(Result.OK);
  }

  @Test
  void accepts_a_database_that_a_firewall_protects() throws Exception {
    assertThat(databasePort(Side.TARGET, "*", "asv.example"))
        .returns(Result.OK, Finding::result)
        .satisfies(found -> assertThat(found.reading()).contains("von alt aus zu"));
  }

  @Test
  void only_warns_of_an_old_database_that_is_open() throws Exception {
    young.openPorts.add("asv.example:5432");

    assertThat(databasePort(Side.SOURCE, "*", "asv.example").result()).isEqualTo(Result.WARNING);
  }

  @ParameterizedTest
  @CsvSource({
    "de_DE.UTF-8, de_DE.utf8, OK",
    "C, de_DE.utf8, OK",
    "German_Germany.1252, de_DE.utf8, WARNING",
    "de_AT.UTF-8, de_DE.utf8, WARNING"
  })
  void knows_the_sort_order_by_its_other_names(String wanted, String known, Result expected) {
    assertThat(new LocaleCheck(EndpointFixture.NO_SECRETS).judge(wanted, List.of(known)).result())
        .isEqualTo(expected);
  }

  private Finding updateMode() throws Exception {
    UpdateModeCheck check =
        new UpdateModeCheck(
            EndpointFixture.defaults(LayoutSettings.class),
            EndpointFixture.defaults(UpdateModeSettings.class));
    return check.look(context(Side.SOURCE, false)).get(0);
  }

  private Finding lastBackup() throws Exception {
    LastBackupCheck check =
        new LastBackupCheck(
            EndpointFixture.defaults(RegularBackupSettings.class), EndpointFixture.preparation());
    return check.look(context(Side.SOURCE, false)).get(0);
  }

  private Finding clientPort(boolean inUse) throws Exception {
    return new ClientPortCheck().look(context(Side.TARGET, inUse)).get(0);
  }

  private Finding databasePort(Side side, String listens, String address) throws Exception {
    return new DatabasePortCheck(EndpointFixture.preparation(), EndpointFixture.NO_SECRETS)
        .judge(context(side, false, address), listens, 5432);
  }

  private void write(String file, String text) throws Exception {
    Files.writeString(installation.resolve(UPDATE_SETTINGS + file), text);
  }

  private void backupOfHoursAgo(long hours) throws Exception {
    write("update-service.local.ini", "backup.directory=sicherungen\n");
    Path backup = Files.createDirectories(installation.resolve("sicherungen")).resolve("nacht.zip");
    Files.writeString(backup, "Sicherung");
    old.clock = Files.getLastModifiedTime(backup).toInstant().plus(Duration.ofHours(hours));
  }

  private PreflightContext context(Side side, boolean inUse) {
    return context(side, inUse, "localhost");
  }

  private PreflightContext context(Side side, boolean inUse, String address) {
    Installation source = server("alt", true, address);
    Installation target = server("neu", inUse, address);
    Migration plan = EndpointFixture.migration(source, target, new Packages("", "", "", ""));
    Endpoint oldSite = new Endpoint(Side.SOURCE, source, old);
    Endpoint newSite = new Endpoint(Side.TARGET, target, young);
    return side == Side.SOURCE
        ? new PreflightContext(plan, oldSite, newSite)
        : new PreflightContext(plan, newSite, oldSite);
  }

  private Installation server(String machine, boolean inUse, String address) {
    return new Installation(
        machine,
        Variant.SCHOOL,
        Release.parse("2.14.12"),
        installation.toString(),
        address,
        8765,
        null,
        inUse);
  }
}
