package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.script.Commands;
import de.asvumzug.host.script.Connection;
import de.asvumzug.host.script.ConnectionCut;
import de.asvumzug.host.script.LinuxCommands;
import de.asvumzug.host.script.Script;
import de.asvumzug.host.script.ScriptFiles;
import de.asvumzug.host.script.ScriptHost;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine whose answers end anywhere, and beside which any exit code may arrive. */
class CutAnswersTest {
  private static final int SEEDS = 130;
  private static final List<String> PIECES =
      List.of("\n", "\t", "\0", " ", "-1", "9".repeat(30), "1e99", "NaN", "ü", "==> /proc/", "\r");
  private static final String SUM = "0123456789abcdef".repeat(4);

  private final Machine machine = new Machine();
  private final LinuxCommands commands = new LinuxCommands("/w", List.of(), Set.of());
  private final Script script = new Script(machine, commands, "/w", duration -> {});
  private final HostFiles files = new ScriptFiles(script, commands);
  private final Host host =
      ScriptHost.over(script, commands, "/w", Duration.ofSeconds(30), Optional::empty);

  private interface Question {
    Object ask(Host host, HostFiles files) throws Exception;
  }

  static Stream<Arguments> questions() {
    return Stream.of(
        question("run", "0 8 3\nantwort\nweh", (h, f) -> h.run(Command.of("true"))),
        question("run", "0 0 0\n", (h, f) -> h.run(Command.of("true"))),
        question("start", "running 12 1790000000\n", (h, f) -> h.start(key(), Command.of("true"))),
        question("status", "ended 0 1790000000 1790000012\n", (h, f) -> h.status(key())),
        question("status", "none\n", (h, f) -> h.status(key())),
        question("log", "Zeile 1\nZeile", (h, f) -> h.readLog(key(), 0)),
        question("log", "", (h, f) -> h.readLog(key(), 0)),
        question("jobs", "p1-a-1.x\np1-b-1.y\n", (h, f) -> h.jobs()),
        question(
            "processes",
            "==> /proc/1/cmdline <==\ninit\0\n==> /proc/77/cmdline <==\nasv\0start\0",
            (h, f) -> h.processes()),
        question("cancel", "", (h, f) -> done(() -> h.cancel(key()))),
        question("remove", "", (h, f) -> done(() -> h.remove(key()))),
        question("reaches", "open\n", (h, f) -> h.reaches("neu", 5432)),
        question("clock", "1790000000.123456789\n", (h, f) -> h.clock()),
        question("find_program", "0\t/usr/bin/psql\n", (h, f) -> h.findProgram("psql", List.of())),
        question("stat_file", "f\t12\t1790000000.5\tname\0", (h, f) -> f.stat("/a/name")),
        question("stat_file", "", (h, f) -> f.stat("/a/name")),
        question("list", "f\t1\t1790000000.5\ta\0d\t0\t1790000000.5\tb\0", (h, f) -> f.list("/a")),
        question("sha256", SUM + " *stdin\n", (h, f) -> f.sha256("/a")),
        question("many", SUM + " */a\n" + SUM + " */b\n", (h, f) -> f.sha256(List.of("/a", "/b"))),
        question("free", "12 4096\n", (h, f) -> f.freeBytes("/a")),
        question("create", "", (h, f) -> done(() -> f.createFolders("/a"))),
        question("delete", "", (h, f) -> done(() -> f.delete("/a"))),
        question("write_text", "", (h, f) -> done(() -> f.writeText("/a", "Größe"))),
        question("own", "", (h, f) -> done(() -> f.changeOwner("/a", "asv"))));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("questions")
  void whatever_was_cut_is_asked_for_again(String verb, String body, Question question)
      throws Exception {
    machine.answers(body, 0);
    Object expected = question.ask(host, files);
    for (int cut = 0; cut < machine.length(); cut++) {
      machine.calls.clear();
      machine.cutOnce(cut, 0);

      assertThat(question.ask(host, files)).as("cut at %s", cut).isEqualTo(expected);
      assertThat(machine.calls).as("cut at %s", cut).hasSize(2).allMatch(verb::equals);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 66, 70, 126, 143, 255})
  void the_exit_code_of_another_process_is_no_answer(int code) throws Exception {
    machine.answers("p1-a-1.x\n", 0);
    machine.cutOnce(0, code);

    assertThat(host.jobs()).containsExactly(new JobKey("p1-a-1.x"));
  }

  @Test
  void a_whole_answer_counts_whatever_exit_code_arrives_beside_it() throws Exception {
    machine.answers("p1-a-1.x\n", 0);
    machine.exitCode = 1;

    assertThat(host.jobs()).containsExactly(new JobKey("p1-a-1.x"));
  }

  @Test
  void a_refusal_of_the_script_is_not_asked_for_again() {
    machine.answers("", 66);
    machine.exitCode = 0;

    assertThatThrownBy(() -> files.list("/a")).hasMessageContaining("gibt es auf alt nicht");
    assertThat(machine.calls).containsExactly("list");
  }

  @Test
  void a_command_is_asked_for_again_by_its_id() throws Exception {
    machine.answers("0 8 0\nantwort\n", 0);
    machine.cutOnce(0, 0);

    assertThat(host.run(Command.of("true")).output()).isEqualTo("antwort\n");
    assertThat(machine.ids).hasSize(2);
    assertThat(machine.ids.get(1)).isEqualTo(machine.ids.get(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\n", " 0 0\n", "0 0\n", "0 x 0\n", "0  0\n", "0 9 0\nkurz", "0 1 0\nlang"})
  void an_answer_to_a_command_that_is_not_as_announced_is_none(String wrong) throws Exception {
    machine.answers("0 8 0\nantwort\n", 0);
    machine.firstBody = wrong;

    assertThat(host.run(Command.of("true")).output()).isEqualTo("antwort\n");
    assertThat(machine.calls).containsExactly("run", "run");
  }

  @Test
  void what_must_not_be_done_twice_fails_where_its_answer_is_cut() {
    machine.answers("", 0);
    machine.cutOnce(5, 0);

    assertThatThrownBy(() -> files.move("/a", "/b")).isInstanceOf(ConnectionCut.class);
    assertThat(machine.calls).containsExactly("move");
  }

  @Test
  void a_machine_that_never_answers_whole_is_named_with_what_came() {
    machine.answers("", 0);
    machine.cutAlways(0, 0);

    assertThatThrownBy(() -> host.run(Command.of("true")))
        .isInstanceOf(ConnectionCut.class)
        .hasMessageContaining("die Antwort auf run kam nicht ganz an")
        .hasMessageContaining("Code 0")
        .hasMessageContaining("Arbeitsordner");
    assertThat(machine.calls).hasSize(5);
  }

  @Test
  void a_script_that_answers_with_no_end_is_brought_anew() throws Exception {
    machine.answers("p1-a-1.x\n", 0);
    host.jobs();
    assertThat(machine.installed).isEqualTo(1);
    machine.cutOnce(0, 0);

    host.jobs();

    assertThat(machine.installed).isEqualTo(2);
  }

  @Test
  void a_script_is_there_only_when_the_machine_says_so() throws Exception {
    machine.answers("p1-a-1.x\n", 0);
    machine.emptyInstalls = 1;

    assertThat(host.jobs()).hasSize(1);
    assertThat(machine.installed).isEqualTo(2);
  }

  /**
   * Whole answers that no version of the script would give: each is understood or told in words.
   */
  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("questions")
  @Timeout(60)
  void whatever_is_answered_no_exception_comes_up_raw(String verb, String body, Question question) {
    Random random = new Random(body.hashCode());
    for (int number = 0; number < SEEDS; number++) {
      String garbled = garbled(body, random);
      machine.answers(garbled, random.nextInt(10) == 0 ? random.nextInt(128) : 0);
      try {
        question.ask(host, files);
      } catch (IOException | OperationFailed e) {
        assertThat(e.getMessage()).as("%s: %s", verb, garbled).isNotBlank();
      } catch (Throwable e) {
        throw new AssertionError(verb + ": " + garbled, e);
      }
    }
  }

  private static String garbled(String body, Random random) {
    StringBuilder text = new StringBuilder(body);
    for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(6)));
        case 2 -> text.setLength(at);
        default -> {
          if (at < text.length()) {
            text.setCharAt(at, (char) random.nextInt(256));
          }
        }
      }
    }
    return text.toString();
  }

  @Test
  void a_machine_that_shows_no_process_at_all_proves_nothing() {
    machine.answers("", 0);

    assertThatThrownBy(host::processes)
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("nicht zu verstehen");
  }

  @Test
  void a_port_is_closed_only_where_that_is_said() {
    machine.answers("\n", 0);

    assertThatThrownBy(() -> host.reaches("neu", 8765)).isInstanceOf(OperationFailed.class);
  }

  @Test
  void an_entry_of_a_folder_that_does_not_end_is_not_left_out() {
    machine.answers("f\t1\t1790000000.5\ta\0f\t1\t1790000000.5\tb", 0);

    assertThatThrownBy(() -> files.list("/a")).isInstanceOf(OperationFailed.class);
  }

  @Test
  void a_file_never_ends_where_its_stream_was_cut() throws Exception {
    machine.answers("Inhalt einer Datei", 0);
    try (InputStream in = files.read("/a", 0)) {
      assertThat(in.readAllBytes()).hasSize(18);
    }
    for (int cut = 0; cut < machine.length(); cut++) {
      machine.cutOnce(cut, 0);
      assertThatThrownBy(
              () -> {
                try (InputStream in = files.read("/a", 0)) {
                  in.readAllBytes();
                }
              })
          .as("cut at %s", cut)
          .isInstanceOf(ConnectionCut.class);
    }
  }

  @Test
  void a_file_counts_as_written_only_with_the_whole_answer() throws Exception {
    machine.answers("ok\n", 0);
    files.write("/a", 0).close();
    for (int cut = 0; cut < machine.length(); cut++) {
      machine.cutOnce(cut, 0);
      assertThatThrownBy(
              () -> {
                try (OutputStream out = files.write("/a", 0)) {
                  out.write(7);
                }
              })
          .as("cut at %s", cut)
          .isInstanceOf(ConnectionCut.class);
      assertThat(machine.open).as("cut at %s", cut).isZero();
    }
  }

  private static Arguments question(String verb, String body, Question question) {
    return Arguments.of(verb, body, question);
  }

  private interface Act {
    void carryOut() throws Exception;
  }

  private static Object done(Act act) throws Exception {
    act.carryOut();
    return "done";
  }

  private static JobKey key() {
    return new JobKey("p1-a-1.x");
  }

  /** Answers as the script does, up to where a test cuts it. */
  private static final class Machine implements Connection {
    private static final Pattern CALL =
        Pattern.compile(
            "exec sh '[^']*' answer '([^']*)' '([^']*)'(?: '([^']*)')?.*", Pattern.DOTALL);
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int MARK_LENGTH = 36;

    final List<String> calls = new ArrayList<>();
    final List<String> ids = new ArrayList<>();
    int exitCode;
    int installed;
    int emptyInstalls;
    int open;
    String firstBody;
    private String body = "";
    private int ownCode;
    private int cut = NEVER;
    private int cutCode;
    private boolean always;

    void answers(String text, int code) {
      body = text;
      ownCode = code;
      exitCode = code;
    }

    /** Bytes of a whole answer. */
    int length() {
      return MARK_LENGTH + " begin\n".length() + bytes(body).length + MARK_LENGTH + end().length();
    }

    private String end() {
      return " %03d %d\n".formatted(ownCode, bytes(body).length);
    }

    void cutOnce(int at, int code) {
      cut = at;
      cutCode = code;
    }

    void cutAlways(int at, int code) {
      cutOnce(at, code);
      always = true;
    }

    @Override
    public String machine() {
      return "alt";
    }

    @Override
    public Exchange open(String line) {
      Matcher call = CALL.matcher(line);
      open++;
      if (!call.matches()) {
        installed++;
        boolean empty = emptyInstalls-- > 0;
        int bytes = bytes(new LinuxCommands("/w", List.of(), Set.of()).script()).length;
        return new Replay(bytes(empty ? "" : Commands.INSTALLED + " " + bytes + "\n"), 0);
      }
      calls.add(call.group(2));
      ids.add(call.group(3));
      String said = body();
      byte[] whole =
          bytes(
              call.group(1)
                  + " begin\n"
                  + said
                  + call.group(1)
                  + " %03d %d\n".formatted(ownCode, bytes(said).length));
      int at = cut;
      if (!always) {
        cut = NEVER;
      }
      return at < whole.length
          ? new Replay(Arrays.copyOf(whole, at), cutCode)
          : new Replay(whole, exitCode);
    }

    private String body() {
      String first = firstBody;
      firstBody = null;
      return first == null ? body : first;
    }

    @Override
    public void close() {
      // nothing stays open
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    private final class Replay implements Exchange {
      private final ByteArrayOutputStream input = new ByteArrayOutputStream();
      private final InputStream output;
      private final int code;
      private boolean closed;

      Replay(byte[] output, int code) {
        this.output = new ByteArrayInputStream(output);
        this.code = code;
      }

      @Override
      public OutputStream input() {
        return input;
      }

      @Override
      public InputStream output() {
        return output;
      }

      @Override
      public int exitCode() {
        return code;
      }

      @Override
      public String errors() {
        return "";
      }

      @Override
      public void close() throws IOException {
        if (!closed) {
          closed = true;
          open--;
        }
      }
    }
  }
}
