package de.asvumzug.asv.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.client.ClientSettings;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.database.StructureSettings;
import de.asvumzug.asv.files.ShippedFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.secret.Secrets;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.support.TestDatabase;
import de.asvumzug.support.TestSecrets;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationCheckTest {
  @TempDir Path folder;
  private FakeMachine machine;
  private Endpoint school;
  private final LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);

  @BeforeEach
  void machine() throws Exception {
    machine = new FakeMachine("neu", folder);
    school = machine.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    machine.file("opt/asv/asv.version", "2.14.12\n");
    machine.file("opt/asv/asv.exe", "exe");
    machine.file("opt/asv/database/asv.mv.db", "leer");
    schoolsInDatabase(0);
  }

  private void schoolsInDatabase(int count) throws Exception {
    machine.file("opt/asv/plugins/h2-2.3.232.jar", "");
    machine.script("opt/asv/jre/bin/java", "echo ANZAHL; echo " + count + "; echo '(1 row)'");
  }

  private InstallationCheck.Result check(Endpoint endpoint) throws Exception {
    return checker().check(endpoint);
  }

  private InstallationCheck checker() {
    Secrets secrets = new TestSecrets(name -> "postgres");
    InstallerSettings settings = FakeMachine.settings("asv.installer", InstallerSettings.class);
    Installer installer =
        new Installer(
            settings,
            FakeMachine.settings("asv.client", ClientSettings.class),
            layout,
            new Unpacker(settings),
            secrets,
            Sleeper.REAL);
    SchemaVersionReader structure =
        new SchemaVersionReader(
            FakeMachine.settings("asv.structure", StructureSettings.class),
            FakeMachine.h2Console(layout),
            FakeMachine.engines(layout, secrets),
            FakeMachine.ladder());
    return new InstallationCheck(
        layout,
        installer,
        structure,
        new ShippedFiles(layout),
        FakeMachine.engines(layout, secrets));
  }

  @Test
  void knows_a_fresh_school_installation_by_its_database_files_checksum() throws Exception {
    InstallationCheck.Result result = check(school);

    assertThat(result.fresh().databaseName()).isEqualTo(machine.home() + "/database");
    assertThat(result.fresh().systemIdentifier())
        .isEqualTo(machine.files().sha256(machine.home() + "/database/asv.mv.db"));
    assertThat(result.schoolsCounted()).isTrue();
    assertThat(result.shipped().sha256()).containsKeys("asv.exe", "plugins/h2-2.3.232.jar");
  }

  @Test
  void refuses_a_database_that_holds_schools() throws Exception {
    schoolsInDatabase(3);

    assertThatThrownBy(() -> check(school))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("3 Schule(n)");
  }

  @Test
  void says_when_the_database_cannot_be_read() throws Exception {
    Files.delete(machine.path("opt/asv/plugins/h2-2.3.232.jar"));

    assertThat(check(school).schoolsCounted()).isFalse();
  }

  @Test
  void names_everything_that_is_not_as_planned() throws Exception {
    machine.file("opt/asv/asv.version", "2.13.480\n");
    Files.delete(machine.path("opt/asv/asv.exe"));
    Files.delete(machine.path("opt/asv/database/asv.mv.db"));

    assertThatThrownBy(() -> check(school))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("2.14.12 ist geplant")
        .hasMessageContaining("2.13.480")
        .hasMessageContaining("asv.exe fehlt")
        .hasMessageContaining("asv.mv.db fehlt");
  }

  @Test
  void refuses_the_other_variant() {
    assertThatThrownBy(() -> check(machine.site(Side.TARGET, Variant.ENTERPRISE, "2.14.12")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("gehört aber zu School");
  }

  @Test
  void knows_a_fresh_enterprise_installation_by_cluster_and_database_number() throws Exception {
    machine.files().delete(machine.home() + "/database");
    Endpoint endpoint = enterprise("create table asv.svp_schule_stamm (id varchar(40))");

    FreshInstallation fresh = check(endpoint).fresh();

    assertThat(fresh.databaseName()).isEqualTo(endpoint.installation().database().name());
    assertThat(fresh.systemIdentifier()).matches("\\d{10,}");
    assertThat(fresh.databaseOid()).isPositive();
  }

  @Test
  void refuses_an_enterprise_database_that_holds_schools() throws Exception {
    machine.files().delete(machine.home() + "/database");
    Endpoint endpoint = enterprise("create table asv.svp_schule_stamm as select 'x' as id");

    assertThatThrownBy(() -> check(endpoint))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("1 Schule(n)");
  }

  @Test
  void names_the_owner_of_a_handmade_database_that_is_not_the_planned_one() throws Exception {
    machine.files().delete(machine.home() + "/database");
    Endpoint endpoint = enterprise("create table asv.svp_schule_stamm (id varchar(40))");

    assertThatThrownBy(() -> checker().checkHandmade(endpoint))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("gehört der Rolle postgres")
        .hasMessageContaining("geplant ist asv");
  }

  private Endpoint enterprise(String table) throws Exception {
    String url = TestDatabase.freshUrl();
    try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create schema asv");
      statement.execute(table);
    }
    URI address = URI.create(url.substring("jdbc:".length()));
    Database database =
        new Database(
            "localhost",
            address.getPort(),
            address.getPath().substring(1),
            "asv",
            "postgres",
            "db",
            15);
    Installation plan = machine.installation(Variant.ENTERPRISE, "2.14.12");
    return new Endpoint(
        Side.TARGET,
        new Installation(
            plan.machine(),
            plan.variant(),
            plan.version(),
            plan.directory(),
            plan.address(),
            plan.clientPort(),
            database,
            false),
        machine);
  }
}
