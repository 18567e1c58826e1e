package de.asvumzug.check.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.FakeHost;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.ProcessInfo;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.StepJobs;
import de.asvumzug.plan.Database;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.Release;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteGuardTest {
  private static final String SERVER = "asv-server";
  private static final String SERVICE = "asv-aktualisierungsdienst";
  private static final String DIRECTORY = "/opt/asv";

  @TempDir Path folder;
  private FakeHost host;
  private int port;
  private final SiteGuard guard =
      new SiteGuard(EndpointFixture.defaults(ServiceSettings.class), new PortProbe());

  @BeforeEach
  void a_stopped_and_disabled_server() throws Exception {
    host = new FakeHost(EndpointFixture.host("alt", folder));
    for (String unit : new String[] {SERVER, SERVICE}) {
      answer("is-active", unit, 3, "inactive\n", "");
      answer("is-enabled", unit, 1, "disabled\n", "");
    }
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
  }

  @Test
  void accepts_a_server_that_is_seen_stopped_in_every_respect() throws Exception {
    GuardReport report = guard.proveStopped(site("localhost"));

    assertThat(report.stopped()).isTrue();
    assertThat(report.machine()).isEqualTo("alt");
    assertThat(report.observations())
        .extracting(GuardReport.Observation::what)
        .containsExactly(
            "Dienst asv-server, Zustand",
            "Dienst asv-server, Startart",
            "Dienst asv-aktualisierungsdienst, Zustand",
            "Dienst asv-aktualisierungsdienst, Startart",
            "Prozesse aus /opt/asv",
            "Port " + port + ", vom Rechner selbst (localhost)",
            "Port " + port + ", vom Rechner selbst (localhost)",
            "Port " + port + ", von diesem Programm aus (localhost)");
  }

  @Test
  void accepts_services_that_were_never_installed() throws Exception {
    answer("is-enabled", SERVER, 4, "not-found\n", "");
    answer(
        "is-enabled", SERVICE, 1, "", "Failed to get unit file state: No such file or directory");
    answer("is-active", SERVER, 4, "unknown\n", "");

    assertThat(guard.proveStopped(site("localhost")).stopped()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "asv-server, active, 0",
    "asv-aktualisierungsdienst, active, 0",
    "asv-server, activating, 3",
    "asv-server, deactivating, 3"
  })
  void refuses_while_a_service_is_active(String unit, String word, int code) throws Exception {
    answer("is-active", unit, code, word + "\n", "");

    assertThat(refusal("localhost"))
        .matches(failed -> !failed.worthRetrying())
        .hasMessageContaining(unit)
        .hasMessageContaining(word)
        .hasMessageContaining("Es darf nur ein ASV-Server laufen");
  }

  @ParameterizedTest
  @ValueSource(strings = {SERVER, SERVICE})
  void refuses_while_a_service_would_start_at_boot(String unit) throws Exception {
    answer("is-enabled", unit, 0, "enabled\n", "");

    assertThat(refusal("localhost"))
        .matches(failed -> !failed.worthRetrying())
        .hasMessageContaining("Startart: enabled");
  }

  @Test
  void a_steps_own_job_is_no_server_but_whatever_else_runs_there_is() throws Exception {
    JobKey job = new JobKey("p-restoreTenant-0001-1.restore");
    host.start(job, Command.of("sleep", "60"));
    await().until(() -> host.processesOf(job).size() == 2);
    for (long pid : host.processesOf(job)) {
      host.processes.add(new ProcessInfo(pid, "/opt/asv/bin/dbctl restore"));
    }
    Endpoint endpoint = site("localhost");

    assertThat(guard.proveStopped(endpoint, new StepJobs("p-restoreTenant-0001-2")).stopped())
        .isTrue();
    assertThatThrownBy(() -> guard.proveStopped(endpoint, new StepJobs("p-restoreTenant-0002-1")))
        .hasMessageContaining("laufen mit Nummer");
    host.processes.add(new ProcessInfo(4711, "/opt/asv/jre/bin/java -Dasv.home=/opt/asv -jar x"));
    assertThatThrownBy(() -> guard.proveStopped(endpoint, new StepJobs("p-restoreTenant-0001-2")))
        .hasMessageContaining("4711");
    host.cancel(job);
  }

  @Test
  void refuses_while_a_process_of_the_installation_lives() throws Exception {
    host.processes.add(new ProcessInfo(4711, "/opt/asv/jre/bin/java -Dasv.home=/opt/asv -jar x"));

    assertThat(refusal("localhost")).hasMessageContaining("4711");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/opt/asv/jre/bin/java -Dasv.umzug.tool=H2FingerprintTool -cp x /opt/asv/database/asv",
        "/opt/asv-neu/jre/bin/java -Dasv.home=/opt/asv-neu",
        "tail -f /opt/asv/logs/asv.log",
        "sh /var/lib/asv-umzug/bin/job.sh run /jobs/1 tar -cf - /opt/asv",
        "/usr/bin/java -jar /srv/other.jar"
      })
  void does_not_take_other_processes_for_the_server(String line) throws Exception {
    host.processes.add(new ProcessInfo(4711, line));

    assertThat(guard.proveStopped(site("localhost")).stopped()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/usr/bin/java -Dasv.home=/opt/asv -Dasv.role=update-service",
        "/opt/asv/asv.exe",
        "/bin/sh /opt/asv/asv.exe",
        "java -cp /opt/asv/plugins/a.jar:/opt/asv/plugins/b.jar Main"
      })
  void takes_every_form_of_the_server_for_it(String line) throws Exception {
    host.processes.add(new ProcessInfo(4711, line));

    assertThat(refusal("localhost")).hasMessageContaining("4711");
  }

  @Test
  void refuses_while_the_port_is_open_on_the_machine_itself() throws Exception {
    host.openPorts.add("localhost:" + port);

    assertThat(refusal("127.0.0.1"))
        .matches(failed -> !failed.worthRetrying())
        .hasMessageContaining("offen");
  }

  @Test
  void refuses_while_the_port_answers_this_program() throws Exception {
    try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(server.isBound()).isTrue();
      assertThat(refusal("127.0.0.1"))
          .hasMessageContaining("von diesem Programm aus (127.0.0.1): offen");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "is-active, 3, ''",
    "is-active, 0, inactive",
    "is-active, 1, Wartung",
    "is-enabled, 1, ''",
    "is-enabled, 0, ''",
    "is-enabled, 1, indirect"
  })
  void takes_an_unreadable_answer_for_no_proof(String verb, int code, String word)
      throws Exception {
    answer(verb, SERVER, code, word, "D-Bus antwortet nicht");

    assertThat(refusal("localhost"))
        .matches(OperationFailed::worthRetrying)
        .hasMessageContaining("nicht deutbar");
  }

  @Test
  void takes_a_broken_connection_for_no_proof_and_tries_again() throws Exception {
    host.connectionBroken = true;

    assertThat(refusal("localhost"))
        .matches(OperationFailed::worthRetrying)
        .hasMessageContaining("Verbindung abgebrochen");
  }

  @Test
  void takes_a_name_that_does_not_resolve_for_no_proof() throws Exception {
    assertThat(refusal("alt.invalid"))
        .matches(OperationFailed::worthRetrying)
        .hasMessageContaining("alt.invalid ist nicht auflösbar");
  }

  @Test
  void reports_a_refusal_with_all_observations_as_evidence() throws Exception {
    answer("is-active", SERVER, 0, "active\n", "");

    GuardLook look = guard.look(site("localhost"));

    assertThat(look.report().stopped()).isFalse();
    assertThat(look.report().observations()).hasSize(8);
    assertThatThrownBy(look::requireStopped).isInstanceOf(OperationFailed.class);
  }

  @Test
  void asks_only_the_machine_itself_where_the_address_moved_to_the_new_server() throws Exception {
    try (ServerSocket newServer = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(newServer.isBound()).isTrue();
      assertThat(guard.look(site("127.0.0.1"), site("127.0.0.1").installation()).report().stopped())
          .isTrue();
    }
    host.openPorts.add("localhost:" + port);
    assertThat(guard.look(site("127.0.0.1"), site("127.0.0.1").installation()).report().stopped())
        .isFalse();
  }

  @Test
  void asks_also_from_outside_where_the_new_server_has_an_address_of_its_own() throws Exception {
    try (ServerSocket oldServer = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(oldServer.isBound()).isTrue();
      assertThat(
              guard.look(site("127.0.0.1"), site("neu.invalid").installation()).report().stopped())
          .isFalse();
    }
  }

  private OperationFailed refusal(String address) {
    return catchThrowableOfType(OperationFailed.class, () -> guard.proveStopped(site(address)));
  }

  private void answer(String verb, String unit, int code, String output, String errors) {
    host.answers.put("systemctl " + verb + " " + unit, new CommandResult(code, output, errors));
  }

  private Endpoint site(String address) {
    Installation installation =
        new Installation(
            "alt",
            Variant.ENTERPRISE,
            Release.parse("2.13.480"),
            DIRECTORY,
            address,
            port,
            new Database("localhost", 5432, "asv", "asv", "postgres", null, 14),
            true);
    return new Endpoint(Side.SOURCE, installation, host);
  }
}
