package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.h2.H2File;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.fingerprint.H2Fingerprinter;
import de.asvumzug.check.machine.H2FileCheck;
import de.asvumzug.check.machine.H2PackageCheck;
import de.asvumzug.host.Command;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Side;
import de.asvumzug.support.RealH2;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is seen of a School server's database before anybody relies on it; real files of H2. */
class H2FileTest {
  private static final LayoutSettings LAYOUT = EndpointFixture.defaults(LayoutSettings.class);

  @TempDir Path folder;
  private ScriptHost host;
  private Path installation;
  private Path file;
  private Endpoint endpoint;

  @BeforeEach
  void install() throws Exception {
    host = EndpointFixture.host("schule", folder);
    installation = EndpointFixture.schoolInstallation(folder.resolve("asv"));
    file = RealH2.write(installation.resolve("database/asv.mv.db"), "Öd");
    endpoint = EndpointFixture.school(Side.SOURCE, host, installation.toString());
  }

  @Test
  void a_sound_database_is_fine_closed_and_in_use() throws Exception {
    assertThat(results()).containsExactly(Finding.Result.OK);
    try (Connection inUse = RealH2.open(file)) {
      inUse.createStatement().execute("update schule set mehr = mehr || 'x'");
      assertThat(results()).containsExactly(Finding.Result.OK);
    }
    assertThat(results()).containsExactly(Finding.Result.OK);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 9000, 30_000, -1})
  void a_cut_database_is_named_as_damaged(int length) throws Exception {
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, length < 0 ? whole.length - 4096 : length));

    says("beschädigt", "Sicherung");
  }

  @Test
  void a_file_of_something_else_is_named_as_damaged() throws Exception {
    byte[] noise = new byte[100_000];
    new java.util.Random(3).nextBytes(noise);
    Files.write(file, noise);

    says("ihr Anfang ist nicht der einer H2-Datenbank");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.4.200", "2.1.214"})
  void a_file_of_an_older_h2_is_told_from_one_that_this_driver_opens(String version)
      throws Exception {
    RealH2.writtenBy(version, file);

    says(
        version.startsWith("1") ? "H2 1.4" : "H2 2.0 oder 2.1",
        RealH2.driver().getFileName().toString());
  }

  @Test
  void a_file_of_a_newer_h2_is_told_from_one_that_this_driver_opens() throws Exception {
    Path driver = installation.resolve("plugins").resolve(RealH2.driver().getFileName());
    Files.move(driver, driver.resolveSibling("org.h2_1.4.200.jar"));

    says("H2 ab 2.2", "org.h2_1.4.200.jar", "eine Datei von H2 1.4");
  }

  @Test
  void the_package_of_the_new_server_must_bring_a_driver_for_the_old_database() throws Exception {
    Path installer = pack("program/plugins/" + RealH2.driver().getFileName());
    assertThat(lookAt(installer)).returns(Finding.Result.OK, Finding::result);

    RealH2.writtenBy("1.4.200", file);
    Finding found = lookAt(installer);
    assertThat(found.blocks()).isTrue();
    assertThat(found.reading()).contains("H2 1.4", RealH2.driver().getFileName().toString());

    assertThat(lookAt(pack("program/plugins/h2-1.4.197.jar")).blocks()).isFalse();
  }

  @Test
  void a_package_that_does_not_tell_its_driver_is_left_to_the_step() throws Exception {
    assertThat(lookAt(pack("program/asv.exe")).blocks()).isFalse();
    assertThat(lookAt(Files.write(folder.resolve("kein.zip"), new byte[70_000])).blocks())
        .isFalse();
    assertThat(lookAt(folder.resolve("fehlt.zip")).blocks()).isFalse();
  }

  private Path pack(String entry) throws Exception {
    Path zip = folder.resolve("installer.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      byte[] noise = new byte[300_000];
      new java.util.Random(5).nextBytes(noise);
      for (String name : List.of("program/daten", entry)) {
        out.putNextEntry(new ZipEntry(name));
        out.write(noise);
        out.closeEntry();
      }
    }
    return zip;
  }

  private Finding lookAt(Path installer) throws Exception {
    Migration plan =
        EndpointFixture.migration(
            endpoint.installation(),
            EndpointFixture.school("neu", folder.resolve("neu").toString(), "2.14.12"),
            new Packages(installer.toString(), null, null, null));
    H2PackageCheck check = new H2PackageCheck(LAYOUT);
    assertThat(check.concerns(plan, Side.TARGET)).isTrue();
    Endpoint target = new Endpoint(Side.TARGET, plan.target(), host);
    return check.look(new PreflightContext(plan, target, endpoint)).get(0);
  }

  @Test
  void a_file_of_the_same_h2_as_the_driver_is_fine() throws Exception {
    Path driver = installation.resolve("plugins").resolve(RealH2.driver().getFileName());
    Files.move(driver, driver.resolveSibling("h2-1.4.197.jar"));
    RealH2.writtenBy("1.4.200", file);

    assertThat(results()).containsExactly(Finding.Result.OK);
  }

  @Test
  void two_drivers_are_not_chosen_between() throws Exception {
    Files.copy(RealH2.driver(), installation.resolve("plugins/h2-2.10.1.jar"));

    says("mehrere H2-Treiber", "h2-2.10.1.jar", RealH2.driver().getFileName().toString());
    assertThatThrownBy(() -> H2Fingerprinter.driver(endpoint, LAYOUT))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining("mehrere H2-Treiber");
  }

  @Test
  void a_name_that_is_not_in_utf_8_is_shown_with_the_way_out() throws Exception {
    host.run(
        Command.of(
            "sh",
            "-c",
            "touch \"$1/$(printf 'Sch\\374ler.txt')\"",
            "sh",
            installation.resolve("database").toString()));

    says("nicht in UTF-8", "Sch\uFFFDler.txt", "convmv");
  }

  /** In the check as a finding that blocks, in the step as a failure that no second try heals. */
  private void says(String... words) throws Exception {
    List<Finding> findings = look();
    assertThat(findings).singleElement().satisfies(found -> assertThat(found.blocks()).isTrue());
    Finding found = findings.get(0);
    assertThat(found.overrulable()).isNull();
    assertThat(found.reading() + found.limit() + found.advice()).contains(words);
    assertThatThrownBy(new H2File(endpoint, LAYOUT)::requireSound)
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining(found.reading());
  }

  private List<Finding.Result> results() throws Exception {
    return look().stream().map(Finding::result).toList();
  }

  private List<Finding> look() throws Exception {
    return new H2FileCheck(LAYOUT).look(new PreflightContext(null, endpoint, null));
  }
}
