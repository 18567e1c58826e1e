package de.asvumzug.asv.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.files.LogSettings;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsvServerTest {
  private static final String H2 = "using driver: org.h2.Driver at URL: jdbc:h2:/opt/asv";
  private static final String POSTGRES =
      "using driver: org.postgresql.Driver at URL: jdbc:postgresql://localhost/asv";
  private static final StopProof PROOF = () -> List.of("Port 8765: geschlossen");

  @TempDir Path folder;
  private FakeMachine machine;
  private Endpoint endpoint;

  @BeforeEach
  void machine() throws Exception {
    machine = new FakeMachine("neu", folder);
    machine.unit("asv-server", false, false);
    machine.clientPortAnswers(true);
    machine.file("opt/asv/logs/asv.log", "");
    endpoint = machine.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
  }

  private ServerStart start(StopProof proof) throws Exception {
    LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);
    ServiceSettings settings = FakeMachine.settings("asv.services", ServiceSettings.class);
    AsvServices services =
        new AsvServices(settings, layout, new LocalFiles(layout, settings), Sleeper.REAL);
    LogSettings log = FakeMachine.settings("asv.log", LogSettings.class);
    return new AsvServer(
            services, layout, settings, log, machine.clockForward(Duration.ofMinutes(1)))
        .start(endpoint, proof, ProgressListener.NONE);
  }

  private void onStart(String... lines) throws Exception {
    String log = folder + "/opt/asv/logs/asv.log";
    StringBuilder script = new StringBuilder();
    for (String line : lines) {
      script.append("echo '").append(line).append("' >>'").append(log).append("'\n");
    }
    machine.file("etc/on-start", script.toString());
  }

  private void endsAgain() throws Exception {
    machine.file(
        "etc/on-start",
        machine.text("etc/on-start") + "rm -f " + folder + "/run/asv-server.active\n");
  }

  @Test
  void tells_database_and_version_of_a_server_that_came_up() throws Exception {
    onStart(H2, "ASV-Server 2.14.12 bereit auf Port 8765");

    ServerStart start = start(PROOF);

    assertThat(start.driver()).isEqualTo("org.h2.Driver");
    assertThat(start.version()).isEqualTo("2.14.12");
    assertThat(start.alreadyRunning()).isFalse();
    assertThat(start.guardSaw()).containsExactly("Port 8765: geschlossen");
    assertThat(machine.orders()).containsExactly("start asv-server");
  }

  @Test
  void starts_nothing_without_proof() throws Exception {
    onStart(H2);

    assertThatThrownBy(
            () ->
                start(
                    () -> {
                      throw OperationFailed.permanent("kein Beweis");
                    }))
        .hasMessage("kein Beweis");
    assertThat(machine.orders()).isEmpty();
  }

  @Test
  void starts_a_running_server_no_second_time() throws Exception {
    machine.unit("asv-server", true, false);
    machine.file("opt/asv/logs/asv.log", H2 + "\n");

    assertThat(start(PROOF).alreadyRunning()).isTrue();
    assertThat(machine.orders()).isEmpty();
  }

  @Test
  void names_the_shipped_file_that_the_consistency_check_objects_to() throws Exception {
    onStart(H2, "Konsistenzprüfung fehlgeschlagen: configuration/config.ini");
    endsAgain();

    assertThatThrownBy(() -> start(PROOF))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Konsistenzprüfung")
        .hasMessageContaining("„configuration/config.ini“");
  }

  @Test
  void shows_the_end_of_the_log_when_the_server_ends_again() throws Exception {
    onStart("Datenbankstruktur 2.13.480 passt nicht zum Programm 2.14.12");
    endsAgain();

    assertThatThrownBy(() -> start(PROOF))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("wieder ausgegangen")
        .hasMessageContaining("2.13.480 passt nicht");
  }

  @Test
  void does_not_take_an_older_starts_log_for_this_one() throws Exception {
    machine.file("opt/asv/logs/asv.log", H2 + "\n");

    assertThatThrownBy(() -> start(PROOF))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("nach 10 Minuten");
  }

  @Test
  void gives_up_when_the_client_port_stays_silent() throws Exception {
    machine.clientPortAnswers(false);
    onStart(H2);

    assertThatThrownBy(() -> start(PROOF))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Port 8765");
  }

  @Test
  void objects_to_a_server_on_another_kind_of_database() throws Exception {
    onStart(POSTGRES);

    assertThatThrownBy(() -> start(PROOF))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("anderen Datenbank")
        .hasMessageContaining("org.h2.Driver");
  }

  @Test
  void objects_to_a_server_of_another_version() throws Exception {
    onStart(H2, "ASV-Server 2.13.480 bereit auf Port 8765");

    assertThatThrownBy(() -> start(PROOF)).hasMessageContaining("geplant ist 2.14.12");
  }

  @Test
  void asks_a_person_to_start_a_server_that_is_no_service() throws Exception {
    FakeMachine bare = new FakeMachine("neu", folder.resolve("ohne"));
    endpoint = bare.site(Side.TARGET, Variant.SCHOOL, "2.14.12");

    assertThatThrownBy(() -> start(PROOF))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("von Hand starten");
  }
}
