package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import de.asvumzug.asv.fence.Fence;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.ManifestCheck;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.lab.LabStatus;
import de.asvumzug.lab.asv.Ini;
import de.asvumzug.support.TrainingGround;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What holds after every whole move, looked at from outside: the machines, the databases, the
 * mails, the REST interface. The move is played once, before the first test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FullMoveTests {
  private static final List<String> SCHOOLS =
      List.of("schule-0001@example.org", "schule-0002@example.org", "schule-0003@example.org");
  private static final String TECHNIK = "technik@example.org";
  private static final String BETREIBER = "betreiber@example.org";
  private static final String IT_MANAGEMENT = "it-management@example.org";

  private final TrainingGround.Kind kind;
  private PlayedMove played;
  private Map<String, String> oldFiles;
  private Map<String, String> freshSettings = Map.of();
  private List<String> secrets;
  private LabStatus newStatus;
  private int originalLogin;
  private int initialLogin;

  FullMoveTests(TrainingGround.Kind kind) {
    this.kind = kind;
  }

  /** Part of the one message that a step may have failed with; nothing fails unless it is said. */
  String onlyFailure() {
    return "kein Schritt dieses Umzugs schlägt fehl";
  }

  /** What happens once the new server is installed. */
  void duringMove(PlayedMove move) throws Exception {}

  /** What is special about this one's lab. */
  LabOptions options(LabOptions options) {
    return options;
  }

  private String name() {
    return "full-" + kind.name().toLowerCase(Locale.ROOT);
  }

  @BeforeAll
  void play() throws Exception {
    played = PlayedMove.open(name(), kind, options(LabOptions.defaults().withPupils(300)));
    Path local = alt().installation().resolve("configuration/config.local.ini");
    Ini.set(local, "remote.server.url", lab().centralSystem().url().toString());
    Ini.set(local, "eigener.schluessel", "nur-alt");
    beforeMove(played);
    oldFiles = programFiles(alt());
    played.move().plan();
    played.playUntil(() -> played.elements("STEP_ENDED").contains("verifyInstallation"));
    freshSettings = Ini.read(settings(neu()));
    secrets = secrets();
    backupFitsItsManifest();
    changedByteIsFound();
    duringMove(played);
    played.playToTheEnd();
    newStatus = neu().status();
    originalLogin = neu().login("sys", lab().oldSysPassword());
    initialLogin = neu().login("sys", lab().initialSysPassword());
    secrets.addAll(secrets());
    afterMove(played);
  }

  /** Looks at the old server while it still works; the move is not planned yet. */
  abstract void beforeMove(PlayedMove move) throws Exception;

  /** Looks at what can only be seen at once. */
  abstract void afterMove(PlayedMove move) throws Exception;

  /** The ASV database of a machine; its server may have to be stopped for it. */
  abstract Connection database(LabMachine machine) throws Exception;

  @AfterAll
  void end() throws Exception {
    if (played != null) {
      played.close();
    }
  }

  final PlayedMove played() {
    return played;
  }

  final Lab lab() {
    return played.lab();
  }

  final LabMachine alt() {
    return lab().alt();
  }

  final LabMachine neu() {
    return lab().neu();
  }

  @Test
  void the_protocol_is_an_archive_that_can_be_checked_elsewhere() throws Exception {
    ProtocolOfMove protocol = ProtocolOfMove.of(played, name());
    assertThat(protocol.firstPage())
        .contains(
            "Abgeschlossener Umzug",
            "die Daten sind auf dem neuen Server dieselben wie auf dem alten",
            "Umstellung freigegeben",
            "Abgenommen itm,");
    assertThat(protocol.text()).contains("Kopien und Fristen", "gelöscht", "durch den Betreiber");
  }

  @Test
  void the_old_server_is_stopped_with_all_its_processes() {
    assertThat(alt().isServerUp()).isFalse();
    assertThat(alt().processes()).isEmpty();
  }

  @Test
  void both_units_of_the_old_server_are_disabled() throws Exception {
    assertThat(alt().systemctl("is-enabled", LabMachine.SERVER).output()).isEqualTo("disabled");
    assertThat(alt().systemctl("is-enabled", LabMachine.UPDATE_SERVICE).output())
        .isEqualTo("disabled");
  }

  @Test
  void the_old_installation_holds_the_same_files_but_for_the_frozen_update_mode() throws Exception {
    String local = "update-service/service/configuration/update-service.local.ini";
    Map<String, String> files = unparked(programFiles(alt()));
    // The one file that a move writes there; as it was, it lies beside it.
    files.put(local, files.remove(local + ".vor-umzug"));
    assertThat(files).isEqualTo(oldFiles);
    Path written = alt().installation().resolve(local);
    assertThat(Files.readString(written))
        .isEqualTo(
            Files.readString(Path.of(written + ".vor-umzug")).replace("mode=mixed", "mode=manual"));
  }

  @Test
  void the_new_server_works_with_the_new_version_and_the_raised_structure() {
    assertThat(newStatus.version()).isEqualTo("2.14.12");
    assertThat(newStatus.structure()).isEqualTo("2.14.12");
    assertThat(newStatus.schools()).hasSize(3);
  }

  @Test
  void the_old_password_counts_on_the_new_server_and_the_published_one_no_longer() {
    assertThat(originalLogin).isEqualTo(200);
    assertThat(initialLogin).isEqualTo(401);
  }

  @Test
  void the_new_units_start_after_a_boot() throws Exception {
    assertThat(neu().systemctl("is-enabled", LabMachine.SERVER).output()).isEqualTo("enabled");
  }

  @Test
  void umlauts_are_the_same_on_the_new_server() throws Exception {
    String names = "select distinct familienname from asv.svp_schueler_stamm order by 1";
    try (Connection target = database(neu())) {
      assertThat(Content.texts(target, names)).contains("Müster", "Größling", "Özmuster");
    }
  }

  @Test
  void shipped_files_are_as_the_installer_left_them_on_both_machines() throws Exception {
    for (LabMachine machine : List.of(alt(), neu())) {
      Map<String, String> expected = new TreeMap<>();
      for (String line : Files.readAllLines(machine.installation().resolve(".shipped"))) {
        expected.put(line.substring(66), line.substring(0, 64));
      }
      Map<String, String> found = unparked(FileSums.below(machine.installation()));
      found.keySet().retainAll(expected.keySet());
      assertThat(found).as(machine.name()).hasSizeGreaterThan(5).isEqualTo(expected);
      assertThat(expected).containsKeys("configuration/config.ini", "asv.cfg", "asv.exe");
    }
  }

  /** As if the files that the fence has parked had their own names. */
  private static Map<String, String> unparked(Map<String, String> files) {
    Map<String, String> own = new TreeMap<>();
    files.forEach((file, sum) -> own.put(file.replaceFirst("\\.umzug-[^/]*$", ""), sum));
    own.remove(Fence.NOTE);
    return own;
  }

  @Test
  void the_old_server_is_fenced_off() {
    assertThat(alt().installation().resolve("asv.exe")).doesNotExist();
    assertThat(settings(alt())).doesNotExist();
    assertThat(alt().installation().resolve(Fence.NOTE)).content().contains(played.move().id());
  }

  @Test
  void only_reviewed_keys_are_carried_over_to_the_new_machine() throws Exception {
    Map<String, String> expected = new HashMap<>(freshSettings);
    expected.put("remote.server.url", lab().centralSystem().url().toString());
    assertThat(Ini.read(settings(neu()))).isEqualTo(expected);
  }

  @Test
  void clients_have_the_new_address() throws Exception {
    Map<String, String> client = Ini.read(alt().client().resolve("configuration/config.local.ini"));
    assertThat(client.get("server.url")).isEqualTo("http://127.0.0.1:" + neu().clientPort());
    assertThat(client.get("update.server")).isEqualTo("http://127.0.0.1:" + neu().clientPort());
  }

  @Test
  void every_element_of_the_route_has_begun_and_ended_on_the_trail() throws Exception {
    assertThat(StepsOfRoute.carriedOut(played.move().read("/trail")))
        .isEqualTo(StepsOfRoute.expected(name()));
    assertThat(played.elements("STEP_ENDED")).containsAll(played.elements("STEP_STARTED"));
    assertThat(played.trail("STEP_FAILED"))
        .extracting(line -> line.at("/details/message").asText())
        .allSatisfy(message -> assertThat(message).contains(onlyFailure()));
  }

  @Test
  void every_decision_is_on_the_trail_with_its_person() throws Exception {
    List<String> schools = List.of("schule-0001", "schule-0002", "schule-0003");
    for (String element : List.of("agreeSchedule", "refreshApplicationData", "recheckData")) {
      assertThat(played.deciders(element)).as(element).containsExactlyInAnyOrderElementsOf(schools);
    }
    for (String element :
        List.of("confirmPreparation", "confirmSysLogin", "confirmOriginalLogin")) {
      assertThat(played.deciders(element)).as(element).containsExactly("technik");
    }
    assertThat(played.deciders("releaseCutover")).containsExactly("technik2");
    assertThat(played.deciders("acceptMigration")).containsExactly("itm");
  }

  @Test
  void mails_about_the_whole_move_reach_everybody_concerned() {
    Set<String> workers = union(SCHOOLS, TECHNIK, BETREIBER);
    Set<String> everybody = union(SCHOOLS, TECHNIK, BETREIBER, IT_MANAGEMENT);
    awaitMail("ist geplant", everybody);
    awaitMail("Termin für den Umzug", everybody);
    awaitMail("Der Umzug des ASV-Servers beginnt", workers);
    awaitMail("ist abgeschlossen", everybody);
  }

  @Test
  void a_waiting_task_is_told_to_those_who_do_it_and_to_nobody_else() {
    awaitMail("Termin abstimmen", union(SCHOOLS));
    awaitMail("Vorarbeiten bestätigen", Set.of(TECHNIK));
    awaitMail("Umschaltung freigeben", Set.of(TECHNIK, BETREIBER));
    awaitMail("Umzug abnehmen", Set.of(IT_MANAGEMENT));
  }

  @Test
  void no_mail_and_no_table_of_the_application_names_a_pupil() throws Exception {
    awaitMail("ist abgeschlossen", union(SCHOOLS, TECHNIK, BETREIBER, IT_MANAGEMENT));
    List<String> names;
    try (Connection source = database(alt())) {
      names = Content.texts(source, "select distinct familienname from asv.svp_schueler_stamm");
    }
    SecretSearch search = new SecretSearch(names);
    assertThat(search.in(new Inbox(played.ground().mail()).everything())).isZero();
    try (Connection database = played.database()) {
      assertThat(search.in(database)).isEmpty();
    }
    assertThat(search.in(played.log())).isZero();
  }

  @Test
  void no_table_of_the_application_holds_a_secret() throws Exception {
    try (Connection database = played.database()) {
      assertThat(new SecretSearch(List.of(played.move().id())).in(database))
          .as("the search does find what is there")
          .contains("umzug.trail.migration_id");
      assertThat(new SecretSearch(secrets).in(database)).isEmpty();
    }
  }

  @Test
  void the_output_of_every_job_is_kept_with_the_checksum_that_the_trail_names() throws Exception {
    List<String> kept = played.move().read("/job-logs").findValuesAsText("sha256");
    List<String> named = new ArrayList<>();
    for (JsonNode row : played.trail("JOB_ENDED")) {
      assertThat(row.at("/details/logMissing").isMissingNode()).as(row.toString()).isTrue();
      named.add(row.at("/details/logSha256").asText());
    }
    assertThat(named).isNotEmpty();
    assertThat(kept).containsAll(named);
  }

  @Test
  void neither_log_nor_mails_nor_answers_hold_a_secret() throws Exception {
    SecretSearch search = new SecretSearch(secrets);
    assertThat(search.in(played.log())).as("log").isZero();
    assertThat(search.in(new Inbox(played.ground().mail()).everything())).as("mails").isZero();
    for (String below : List.of("", "/steps", "/trail", "/trail/verification")) {
      assertThat(search.in(played.move().read(below).toString())).as(below).isZero();
    }
  }

  /**
   * The configuration backup is a copy of the old installation, whose local files hold its own
   * database password; those files, named by the manifest, are the only ones left out.
   */
  @Test
  void no_work_folder_holds_a_secret_but_the_saved_local_files() throws Exception {
    List<String> localFiles = new ArrayList<>();
    played
        .evidenceTree("backup-configuration")
        .at("/manifest/localFiles")
        .forEach(file -> localFiles.add(file.asText()));
    assertThat(localFiles).isNotEmpty();
    SecretSearch search = new SecretSearch(secrets);
    for (LabMachine machine : List.of(alt(), neu())) {
      assertThat(
              search.below(
                  machine.workFolder(),
                  file -> localFiles.stream().noneMatch(local -> file.endsWith(local))))
          .as(machine.name())
          .isEmpty();
    }
  }

  @Test
  void the_trail_verifies() throws Exception {
    assertThat(played.verifies()).isTrue();
  }

  @Test
  void one_changed_byte_in_any_column_of_any_row_of_the_trail_is_found() throws Exception {
    try (TrailForger forger = new TrailForger(played)) {
      for (long row : forger.sampleRows()) {
        for (String column : TrailForger.COLUMNS) {
          forger.change(row, column);
          assertThat(played.verifies()).as("row %s, column %s changed", row, column).isFalse();
          forger.undo();
        }
      }
    }
    assertThat(played.verifies()).isTrue();
  }

  @Test
  void the_transferred_copies_are_deleted_after_the_retention_time() throws Exception {
    Path received = neu().workFolder().resolve("received").resolve(played.move().id());
    assertThat(received).doesNotExist();
  }

  @Test
  void the_backups_on_the_old_machine_are_deleted_after_the_retention_time() throws Exception {
    assertThat(alt().workFolder().resolve("backups").resolve(played.move().id())).doesNotExist();
    JsonNode deleted = played.evidenceTree("deleted-backups");
    assertThat(deleted.get("machine").asText()).isEqualTo("alt");
    assertThat(deleted.at("/copies").findValuesAsText("sha256"))
        .contains(
            played.evidenceTree("backup-database").get("manifestSha256").asText(),
            played.evidenceTree("backup-configuration").get("manifestSha256").asText());
  }

  /** The backup on the old machine is what its manifest says. */
  private void backupFitsItsManifest() throws Exception {
    for (String evidence : List.of("backup-database", "backup-configuration")) {
      JsonNode backup = played.evidenceTree(evidence);
      Path folder = Path.of(backup.get("folder").asText());
      Map<String, String> expected = new TreeMap<>();
      backup
          .at("/manifest/files")
          .forEach(file -> expected.put(file.get("path").asText(), file.get("sha256").asText()));
      Map<String, String> found = FileSums.below(folder);
      assertThat(found.remove("manifest.json")).isEqualTo(backup.get("manifestSha256").asText());
      assertThat(found).as(evidence).isNotEmpty().isEqualTo(expected);
    }
  }

  /** One changed byte in a backup file is found. */
  private void changedByteIsFound() throws Exception {
    for (String evidence : List.of("backup-database", "backup-configuration")) {
      Backup backup = backup(evidence);
      String name = backup.manifest().files().get(0).path();
      Path file = Path.of(backup.folder(), name);
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      assertThatThrownBy(() -> verify(backup))
          .isInstanceOf(OperationFailed.class)
          .hasMessageContaining(name + " (verändert)");
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      assertThat(verify(backup)).isTrue();
    }
  }

  private Backup backup(String evidence) throws Exception {
    return new ObjectMapper()
        .registerModule(new JavaTimeModule())
        .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false)
        .readValue(played.evidence(evidence), Backup.class);
  }

  private boolean verify(Backup backup) throws Exception {
    ScriptHost host =
        ScriptHost.local("alt", alt().workFolder(), List.of(), Duration.ofSeconds(30));
    return ManifestCheck.read(host, backup, progress -> {}).requireClean().clean();
  }

  /** All files of an installation but its data, logs and nightly backups. */
  private static Map<String, String> programFiles(LabMachine machine) throws Exception {
    return FileSums.below(machine.installation(), "database", "logs", "sicherungen");
  }

  private static Path settings(LabMachine machine) {
    return machine.installation().resolve("configuration/config.local.ini");
  }

  /** Without the first password of a fresh installation: it is published with every ASV. */
  private List<String> secrets() throws Exception {
    List<String> all = new ArrayList<>(lab().secretValues());
    all.addAll(played.ground().passwords().values());
    assertThat(all).doesNotContainNull().noneMatch(String::isBlank);
    return all;
  }

  private static Set<String> union(List<String> some, String... more) {
    Set<String> all = new java.util.TreeSet<>(some);
    all.addAll(List.of(more));
    return all;
  }

  private void awaitMail(String subject, Set<String> recipients) {
    Inbox inbox = new Inbox(played.ground().mail());
    Awaitility.await(subject)
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(inbox.recipientsOf(subject)).isEqualTo(recipients));
  }
}
