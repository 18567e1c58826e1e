package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.lab.asv.Ini;
import de.asvumzug.support.Sudoers;
import de.asvumzug.support.TrainingGround;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A whole Enterprise server moves from PostgreSQL 14 to 15, between two machines that are reached
 * over OpenSSH, each with its own log-in, key and folders.
 */
class FullEnterpriseMoveIT extends FullMoveTests {
  private Map<String, List<String>> columns;
  private Map<String, String> content;
  private Map<String, String> largeObjects;
  private Map<String, String> neighbour;
  private final List<String> incidents = new ArrayList<>();

  FullEnterpriseMoveIT() {
    super(TrainingGround.Kind.ENTERPRISE);
  }

  /** Another machine seems to answer; technik finds out that it was set up anew, and accepts it. */
  @Override
  void duringMove(PlayedMove move) throws Exception {
    move.move()
        .players()
        .answer(
            "handleIncident",
            (person, task) -> {
              move.trail("INCIDENT_OPENED").forEach(line -> incidents.add(line.toString()));
              neu().sshd().trustHostKey();
              return Map.of("decision", "retry");
            });
    neu().sshd().changeHostKey();
  }

  @Override
  String onlyFailure() {
    return "ihr Schlüssel ist ein anderer";
  }

  @Test
  void a_changed_host_key_was_a_task_for_technik_with_fingerprint_and_the_way_to_accept_it() {
    assertThat(incidents)
        .anySatisfy(
            incident ->
                assertThat(incident)
                    .contains("ihr Schlüssel ist ein anderer", "SHA256:", "known_hosts"));
  }

  @Override
  LabOptions options(LabOptions options) {
    return options.withSsh();
  }

  @Override
  void beforeMove(PlayedMove move) throws Exception {
    RecordedTool.install(move.lab().alt().folder(), "systemctl");
    RecordedTool.install(move.lab().neu().folder(), "systemctl");
    try (Connection source = move.lab().alt().database()) {
      columns = Content.columns(source);
      content = Content.of(source, columns);
      largeObjects = Content.largeObjects(source);
    }
    try (Connection source = move.lab().alt().database("bsnm0001")) {
      neighbour = Content.of(source);
    }
  }

  @Override
  void afterMove(PlayedMove move) {}

  @Override
  Connection database(LabMachine machine) throws SQLException {
    return machine.database();
  }

  @Test
  void the_machines_were_worked_on_under_two_log_ins() throws Exception {
    assumeThat(alt().user()).as("made by mvn -Psetup, as root").isNotEqualTo(neu().user());
    for (LabMachine machine : List.of(alt(), neu())) {
      assertThat(machine.workFolder().resolve("bin"))
          .satisfies(
              folder ->
                  assertThat(Files.getOwner(folder).getName())
                      .as(folder.toString())
                      .isEqualTo(machine.user()));
    }
    assertThat(neu().installation())
        .satisfies(folder -> assertThat(Files.getOwner(folder).getName()).isEqualTo(neu().user()));
  }

  @Test
  void nothing_was_asked_of_the_service_control_that_the_documented_sudo_list_lacks()
      throws Exception {
    for (LabMachine machine : List.of(alt(), neu())) {
      assertThat(RecordedTool.calls(machine.folder(), "systemctl"))
          .hasSizeGreaterThan(10)
          .allSatisfy(
              call -> assertThat(Sudoers.commands()).contains("/usr/bin/systemctl " + call));
    }
  }

  @Test
  void the_data_on_the_old_server_are_untouched() throws Exception {
    try (Connection source = alt().database()) {
      assertThat(Content.columns(source)).isEqualTo(columns);
      assertThat(Content.of(source, columns)).isEqualTo(content);
      assertThat(Content.largeObjects(source)).isEqualTo(largeObjects);
    }
    try (Connection source = alt().database("bsnm0001")) {
      assertThat(Content.of(source)).isEqualTo(neighbour);
    }
  }

  /** In the columns of before; the update adds a column, a table and its own version. */
  @Test
  void every_table_that_the_update_leaves_alone_is_the_same_on_the_new_server() throws Exception {
    Map<String, String> expected = new TreeMap<>(content);
    expected.remove("asv.svp_systemparameter");
    assertThat(expected).hasSizeGreaterThan(15).containsKey("sync.user_id");
    try (Connection target = neu().database()) {
      Map<String, String> found = Content.of(target, columns);
      found.remove("asv.svp_systemparameter");
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void the_update_has_added_its_column() throws Exception {
    try (Connection target = neu().database()) {
      assertThat(Content.columns(target).get("asv.svp_schueler_stamm"))
          .contains("ausweis_gueltig_bis");
    }
  }

  @Test
  void large_objects_are_the_same_byte_for_byte() throws Exception {
    assertThat(largeObjects).isNotEmpty();
    try (Connection target = neu().database()) {
      assertThat(Content.largeObjects(target)).isEqualTo(largeObjects);
      assertThat(
              Content.texts(
                  target,
                  "select convert_from(lo_get(inhalt), 'UTF8') from asv.svp_dokument"
                      + " where id = 'D1'"))
          .first()
          .asString()
          .startsWith("Elternbrief äöüß €");
    }
  }

  @Test
  void everything_belongs_to_the_owner_that_the_new_installation_made() throws Exception {
    String owner = newSettings().get("database.user");
    try (Connection target = neu().database()) {
      assertThat(
              Content.texts(
                  target,
                  "select distinct pg_get_userbyid(relowner) from pg_class where relnamespace ="
                      + " 'asv'::regnamespace union select pg_get_userbyid(lomowner) from"
                      + " pg_largeobject_metadata union select pg_get_userbyid(datdba) from"
                      + " pg_database where datname = 'asv'"))
          .containsExactly(owner);
    }
  }

  @Test
  void the_new_installations_own_password_opens_the_database_and_the_old_one_does_not()
      throws Exception {
    Map<String, String> settings = newSettings();
    try (Connection target = open(settings.get("database.password"))) {
      assertThat(Content.texts(target, "select count(*)::text from asv.svp_schueler_stamm"))
          .containsExactly("300");
    }
    String old =
        Ini.read(
                alt()
                    .installation()
                    .resolve("configuration/config.local.ini.umzug-" + played().move().id()))
            .get("database.password");
    assertThatThrownBy(() -> open(old).close()).isInstanceOf(SQLException.class);
  }

  @Test
  void the_new_database_is_in_utf_8() throws Exception {
    try (Connection target = neu().database()) {
      assertThat(Content.texts(target, "show server_encoding")).containsExactly("UTF8");
    }
  }

  @Test
  void foreign_objects_keep_an_owner_of_their_own() throws Exception {
    String owner = "select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'sync'";
    try (Connection source = alt().database();
        Connection target = neu().database()) {
      assertThat(Content.texts(target, owner)).isEqualTo(Content.texts(source, owner));
    }
  }

  @Test
  void other_databases_of_the_old_cluster_are_named_as_evidence() throws Exception {
    assertThat(played().evidenceTree("cluster-inventory").get("databases").findValuesAsText("name"))
        .contains("bsnm0001", "bsnm0001support");
  }

  private Map<String, String> newSettings() throws Exception {
    return Ini.read(neu().installation().resolve("configuration/config.local.ini"));
  }

  private Connection open(String password) throws Exception {
    Map<String, String> settings = newSettings();
    return DriverManager.getConnection(
        settings.get("database.url"), settings.get("database.user"), password);
  }
}
