package de.asvumzug.asv.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import de.asvumzug.asv.service.WindowsServices.StartType;
import de.asvumzug.asv.service.WindowsServices.State;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services by {@code sc.exe}, with answers as Windows gives them, in both languages. */
class WindowsServicesTest {
  private static final String GERMAN =
      """

      SERVICE_NAME: asv-server
              TYP                : 10  WIN32_OWN_PROCESS
              STATUS             : %s
                                      (STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN)
              WIN32_BEENDIGUNGSCODE   : 0  (0x0)
              DIENST_BEENDIGUNGSCODE  : 0  (0x0)
              PRÜFPUNKT          : 0x0
              WARTEHINWEIS       : 0x0
              PID                : %d
              FLAGS              :
      """;
  private static final String CONFIGURED =
      """
      [SC] QueryServiceConfig ERFOLG

      SERVICE_NAME: asv-server
              TYP                : 10  WIN32_OWN_PROCESS
              STARTTYP           : %s
              FEHLER_STEUER      : 1   NORMAL
              BINÄR_PFADNAME     : "C:\\Program Files\\ASV\\asv-server.exe"
              DIENST_START_NAME  : LocalSystem
      """;

  private final Host host = mock(Host.class);
  private final List<List<String>> asked = new ArrayList<>();
  private final Map<String, Deque<CommandResult>> answers = new HashMap<>();
  private final WindowsServices services = new WindowsServices(host, duration -> {});

  @BeforeEach
  void a_machine() throws Exception {
    when(host.name()).thenReturn("win");
    when(host.run(any()))
        .thenAnswer(
            call -> {
              List<String> line = ((Command) call.getArgument(0)).arguments();
              asked.add(line);
              Deque<CommandResult> queue = answers.get(line.get(1));
              return queue == null
                  ? new CommandResult(0, "", "")
                  : queue.size() > 1 ? queue.poll() : queue.peek();
            });
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "1  STOPPED, STOPPED",
    "4  RUNNING, UP",
    "2  START_PENDING, UP",
    "3  STOP_PENDING, STOPPING",
    "7  PAUSED, UP"
  })
  void a_state_is_read_by_the_word_that_is_the_same_in_every_language(String seen, State state)
      throws Exception {
    answer("queryex", 0, GERMAN.formatted(seen, 4711));

    assertThat(services.look("asv-server")).isEqualTo(state);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "2   AUTO_START  (DELAYED), BY_ITSELF",
    "2   AUTO_START, BY_ITSELF",
    "3   DEMAND_START, DEMAND",
    "4   DISABLED, DISABLED"
  })
  void a_start_type_likewise(String seen, StartType type) throws Exception {
    answer("qc", 0, CONFIGURED.formatted(seen));

    assertThat(services.startType("asv-server")).isEqualTo(type);
  }

  @Test
  void a_service_that_is_not_there_is_no_failure() throws Exception {
    answer("queryex", 1060, "[SC] EnumQueryServicesStatus:OpenService FEHLER 1060:");
    answer("qc", 1060, "[SC] OpenService FEHLER 1060:");

    assertThat(services.look("weg")).isEqualTo(State.UNKNOWN);
    assertThat(services.startType("weg")).isEqualTo(StartType.UNKNOWN);
    assertThat(services.state("weg").known()).isFalse();
  }

  @Test
  void an_answer_that_says_nothing_proves_nothing() {
    answer("queryex", 5, "[SC] OpenService FEHLER 5: Zugriff verweigert");

    assertThatThrownBy(() -> services.look("asv-server"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Zugriff verweigert");
    assertThatThrownBy(() -> services.state("asv-server")).isInstanceOf(OperationFailed.class);
  }

  @Test
  void the_state_says_in_german_what_was_seen() throws Exception {
    answer("queryex", 0, GERMAN.formatted("4  RUNNING", 4711));
    answer("qc", 0, CONFIGURED.formatted("2   AUTO_START"));

    assertThat(services.state("asv-server"))
        .isEqualTo(new UnitState("asv-server", true, true, true, "läuft, automatisch"));
    assertThat(services.process("asv-server")).hasValue(4711);
  }

  @Test
  void disabling_takes_the_manual_start_away_too() throws Exception {
    services.disable("asv-server");
    services.enable("asv-server");

    assertThat(asked)
        .containsExactly(
            List.of("sc.exe", "config", "asv-server", "start=", "disabled"),
            List.of("sc.exe", "config", "asv-server", "start=", "auto"));
  }

  @Test
  void a_disabled_service_is_started_on_demand() throws Exception {
    answer("qc", 0, CONFIGURED.formatted("4   DISABLED"));

    services.start("asv-server");

    assertThat(asked)
        .containsExactly(
            List.of("sc.exe", "qc", "asv-server", "8192"),
            List.of("sc.exe", "config", "asv-server", "start=", "demand"),
            List.of("sc.exe", "start", "asv-server"));
  }

  @Test
  void a_start_of_what_runs_is_fine_and_any_other_failure_is_said() throws Exception {
    answer("qc", 0, CONFIGURED.formatted("2   AUTO_START"));
    answer("start", 1056, "Eine Instanz des Dienstes wird bereits ausgeführt.");
    services.start("asv-server");

    answer("start", 5, "Zugriff verweigert");
    assertThatThrownBy(() -> services.start("asv-server"))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("Administrators");
  }

  @Test
  void a_restart_waits_for_the_end() throws Exception {
    answer("qc", 0, CONFIGURED.formatted("2   AUTO_START"));
    answer("queryex", 0, GERMAN.formatted("3  STOP_PENDING", 4711));
    answer("queryex", 0, GERMAN.formatted("1  STOPPED", 0));

    services.restart("asv-server");

    assertThat(asked)
        .extracting(line -> line.get(1))
        .containsExactly("stop", "queryex", "queryex", "qc", "start");
  }

  private void answer(String verb, int code, String output) {
    answers.computeIfAbsent(verb, key -> new ArrayDeque<>());
    if (verb.equals("start")) {
      answers.get(verb).clear();
    }
    answers.get(verb).add(new CommandResult(code, output, ""));
  }
}
