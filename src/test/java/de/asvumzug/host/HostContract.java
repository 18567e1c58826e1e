package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.JobKey;
import de.asvumzug.host.job.JobStatus;
import de.asvumzug.host.job.Jobs;
import de.asvumzug.host.job.LogChunk;
import de.asvumzug.host.script.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every host can: this machine, one behind an SSH server in this process, one behind OpenSSH.
 * All of them stand on this machine's files.
 */
abstract class HostContract {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final List<Host> opened = new ArrayList<>();
  Host host;

  @BeforeEach
  void host() {
    host = anotherLookAtTheSameMachine();
  }

  /** What an application finds after it was killed and started again. */
  private Host anotherLookAtTheSameMachine() {
    Host another = open(folder.resolve("work"), Duration.ofSeconds(5));
    opened.add(another);
    return another;
  }

  /** A host that works in a folder of this machine; it is closed after the test. */
  abstract Host open(Path workFolder, Duration commandTimeout);

  @AfterEach
  void close() {
    opened.forEach(Host::close);
  }

  @Test
  void hands_arguments_over_as_they_are() throws Exception {
    String hostile = "a b'\"$(touch " + folder + "/hacked);`id`\n*";

    CommandResult result = host.run(Command.of("printf", "%s", hostile));

    assertThat(result.output()).isEqualTo(hostile);
    assertThat(folder.resolve("hacked")).doesNotExist();
  }

  @Test
  void returns_a_failing_exit_code_as_a_result() throws Exception {
    assertThat(host.run(Command.of("sh", "-c", "echo schade >&2; exit 7")))
        .isEqualTo(new CommandResult(7, "", "schade\n"));
  }

  @Test
  void does_not_wait_for_a_service_that_keeps_the_output_open() throws Exception {
    CommandResult result = host.run(Command.of("sh", "-c", "setsid sleep 30 & echo $!"));

    assertThat(result.succeeded()).isTrue();
    host.run(Command.of("kill", result.output().strip()));
  }

  @Test
  void ends_a_command_that_takes_too_long() {
    assertThatThrownBy(() -> host.run(Command.of("sleep", "60")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nicht fertig");
  }

  @Test
  void hands_a_secret_over_in_a_private_file_and_removes_it() throws Exception {
    CommandResult result =
        host.run(
            Command.of("sh", "-c", "stat -c %a \"$PIN\"; cat \"$PIN\"; echo; echo \"$PIN\"")
                .withSecretFile("PIN", "geheim"));

    List<String> lines = result.output().lines().toList();
    assertThat(lines.subList(0, 2)).containsExactly("600", "geheim");
    assertThat(Path.of(lines.get(2))).doesNotExist();
  }

  @Test
  void a_job_leaves_its_exit_code_and_log() throws Exception {
    JobKey key = new JobKey("p1-backupDatabase-1");

    host.start(key, Command.of("sh", "-c", "echo Grüße; exit 3"));

    assertThat(ended(host, key).exitCode()).isEqualTo(3);
    assertThat(host.readLog(key, 0)).isEqualTo(new LogChunk("Grüße\n", 8));
  }

  @Test
  void waiting_for_a_job_ends_with_the_job_and_not_with_what_it_leaves_running() throws Exception {
    JobKey key = new JobKey("p-restart-1.wait");
    Path go = folder.resolve("go");
    String waits =
        "setsid sleep 60 & echo $! >\"$0.server\"; until [ -e \"$0\" ]; do sleep 0.05; done";
    host.start(key, Command.of("sh", "-c", waits, go.toString()));
    assertThat(host.awaitsEnds()).isTrue();

    CompletableFuture<Optional<JobStatus>> waiting =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return host.status(key, Duration.ofSeconds(50));
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    assertThat(waiting).isNotDone();
    Files.createFile(go);

    assertThat(waiting.get(20, TimeUnit.SECONDS)).containsInstanceOf(JobStatus.Ended.class);
    host.run(Command.of("kill", Files.readString(Path.of(go + ".server")).strip()));
  }

  @Test
  void waiting_for_a_job_is_over_with_the_time() throws Exception {
    JobKey key = new JobKey("p-dump-1.wait");
    host.start(key, Command.of("sleep", "60"));

    assertThat(host.status(key, Duration.ofSeconds(1))).containsInstanceOf(JobStatus.Running.class);

    host.cancel(key);
    assertThat(host.status(key, Duration.ofSeconds(50))).containsInstanceOf(JobStatus.Lost.class);
  }

  @Test
  void nobody_waits_for_a_job_that_was_never_begun() throws Exception {
    assertThat(host.status(new JobKey("p-dump-1.never"), Duration.ofSeconds(50))).isEmpty();
  }

  @Test
  void a_job_is_started_once_however_often_it_is_asked_for() throws Exception {
    JobKey key = new JobKey("once");
    Command count = Command.of("sh", "-c", "echo x >> " + folder + "/count; sleep 0.3");

    for (int i = 0; i < 20; i++) {
      anotherLookAtTheSameMachine().start(key, count);
    }

    ended(host, key);
    host.start(key, count);
    assertThat(folder.resolve("count")).hasContent("x");
  }

  @Test
  void a_start_that_was_cut_before_the_claim_is_made_up_for() throws Exception {
    JobKey key = new JobKey("cut");
    Files.createDirectories(folder.resolve("work/jobs/cut"));

    assertThat(host.status(key)).isEmpty();
    host.start(key, Command.of("true"));

    assertThat(ended(host, key).exitCode()).isZero();
  }

  @Test
  void a_killed_job_is_lost_not_running() throws Exception {
    JobKey key = new JobKey("killed");
    host.start(key, Command.of("sleep", "60"));
    JobStatus.Running running = running(key);

    host.run(Command.of("sh", "-c", "kill -s KILL -- \"-$1\"", "sh", Long.toString(running.pid())));

    await()
        .untilAsserted(
            () -> assertThat(host.status(key).orElseThrow()).isInstanceOf(JobStatus.Lost.class));
  }

  @Test
  void a_process_with_the_same_number_is_not_taken_for_the_job() throws Exception {
    JobKey key = new JobKey("reused");
    host.start(key, Command.of("true"));
    ended(host, key);
    Path job = folder.resolve("work/jobs/reused");
    Files.delete(job.resolve("exit"));
    String own = Long.toString(ProcessHandle.current().pid());
    String[] pid = Files.readString(job.resolve("pid")).split(" ", 2);
    Files.writeString(job.resolve("pid"), own + " " + pid[1]);

    assertThat(host.status(key).orElseThrow()).isInstanceOf(JobStatus.Lost.class);
  }

  @Test
  void a_new_boot_is_noticed() throws Exception {
    JobKey key = new JobKey("boot");
    host.start(key, Command.of("sleep", "60"));
    running(key);
    Path pid = folder.resolve("work/jobs/boot/pid");
    String before = Files.readString(pid);
    Files.writeString(
        pid,
        before.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "00000000-0000-0000-0000-000000000000"));

    assertThat(host.status(key).orElseThrow())
        .isEqualTo(new JobStatus.Lost("die Maschine wurde neu gestartet"));
    Files.writeString(pid, before);
    host.cancel(key);
  }

  @Test
  void cancel_ends_the_whole_group() throws Exception {
    JobKey key = new JobKey("group");
    String sleep = "sleep 61." + System.nanoTime();
    host.start(key, Command.of("sh", "-c", sleep + " & " + sleep));
    long group = running(key).pid();

    host.cancel(key);

    assertThat(host.status(key)).contains(new JobStatus.Lost("abgebrochen"));
    assertThat(host.processes()).noneMatch(process -> process.commandLine().equals(sleep));
    assertThat(hasEnded(group)).isTrue();
  }

  @Test
  void a_job_whose_first_process_was_killed_runs_as_long_as_another_of_its_own() throws Exception {
    JobKey key = new JobKey("orphan");
    long child = orphan(key, "sleep 63");

    assertThat(host.status(key).orElseThrow()).isInstanceOf(JobStatus.Running.class);
    assertThat(host.processesOf(key)).contains(child);
    assertThatThrownBy(() -> host.remove(key)).hasMessageContaining("läuft noch");

    ProcessHandle.of(child).orElseThrow().destroyForcibly();
    await()
        .untilAsserted(
            () ->
                assertThat(host.status(key))
                    .contains(new JobStatus.Lost("der Prozess wurde von außen beendet")));
    assertThat(host.processesOf(key)).isEmpty();
  }

  @Test
  void cancel_ends_what_a_killed_first_process_has_left() throws Exception {
    JobKey key = new JobKey("orphan");
    long child = orphan(key, "sleep 64");

    host.cancel(key);

    assertThat(hasEnded(child)).isTrue();
    assertThat(host.status(key)).contains(new JobStatus.Lost("abgebrochen"));
  }

  @Test
  void cancel_ends_also_what_is_in_another_group_and_does_not_listen() throws Exception {
    JobKey key = new JobKey("groups");
    Path number = folder.resolve("number");
    host.start(
        key,
        Command.of(
            "sh",
            "-c",
            "timeout 65 sh -c 'trap \"\" TERM; echo $$ >\"$0\"; while :; do sleep 0.1; done' "
                + number
                + " & wait"));
    long deaf = number(number);

    host.cancel(key);

    assertThat(hasEnded(deaf)).isTrue();
  }

  @Test
  void a_server_that_left_the_session_is_neither_waited_for_nor_ended() throws Exception {
    JobKey key = new JobKey("server");
    Path number = folder.resolve("number");
    host.start(
        key,
        Command.of(
            "sh", "-c", "setsid sh -c 'echo $$ >\"$0\"; exec sleep 66' " + number + " & wait"));
    ProcessHandle server = ProcessHandle.of(number(number)).orElseThrow();

    host.cancel(key);

    assertThat(host.status(key)).contains(new JobStatus.Lost("abgebrochen"));
    assertThat(server.isAlive()).isTrue();
    server.destroyForcibly();
  }

  @Test
  void what_a_failed_program_has_left_at_work_ends_before_the_job_does() throws Exception {
    JobKey key = new JobKey("failed");
    Path number = folder.resolve("number");

    host.start(
        key, Command.of("sh", "-c", "sleep 67 & echo $! >\"$0\"; kill -9 $$", number.toString()));

    assertThat(ended(host, key).exitCode()).isEqualTo(137);
    assertThat(hasEnded(number(number))).isTrue();
  }

  @Test
  void what_a_program_has_left_that_ended_well_stays() throws Exception {
    JobKey key = new JobKey("started");
    Path number = folder.resolve("number");

    host.start(key, Command.of("sh", "-c", "sleep 68 & echo $! >\"$0\"", number.toString()));

    assertThat(ended(host, key).exitCode()).isZero();
    assertThat(host.processesOf(key)).isEmpty();
    ProcessHandle left = ProcessHandle.of(number(number)).orElseThrow();
    assertThat(left.isAlive()).isTrue();
    left.destroyForcibly();
  }

  @Test
  void a_command_whose_first_process_was_killed_is_waited_for() {
    Path done = folder.resolve("done");

    assertThatThrownBy(
            () ->
                host.run(
                    Command.of(
                        "sh",
                        "-c",
                        "read -r line </proc/$$/stat; set -- ${line##*) }; kill -9 $4;"
                            + " sleep 0.5; echo >\"$0\"",
                        done.toString())))
        .isInstanceOf(IOException.class);

    assertThat(done).exists();
  }

  /** A job of whose two processes the first one, which would write its exit code, is killed. */
  private long orphan(JobKey key, String line) throws Exception {
    Path number = folder.resolve("number");
    host.start(
        key,
        Command.of(
            "sh", "-c", "echo $$ >\"$0.new\"; mv \"$0.new\" \"$0\"; exec " + line, "" + number));
    long child = number(number);
    long first = running(key).pid();
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    await().until(() -> hasEnded(first));
    return child;
  }

  /** Also one whose end nobody has taken note of yet. */
  static boolean hasEnded(long process) throws IOException {
    try {
      String line = Files.readString(Path.of("/proc/" + process + "/stat"));
      return line.substring(line.lastIndexOf(')')).startsWith(") Z");
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  private static long number(Path file) throws IOException {
    await().until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
    return Long.parseLong(Files.readString(file).strip());
  }

  @Test
  void cancel_ends_an_owners_short_commands_and_nobody_elses() throws Exception {
    CompletableFuture<Object> own = inBackground(Command.of("sleep", "61").ownedBy("4711-stop-1"));
    CompletableFuture<Object> next =
        inBackground(Command.of("sleep", "62").ownedBy("4711-stop-11"));
    await().until(() -> runs("sleep 61") && runs("sleep 62"));

    anotherLookAtTheSameMachine().shut("4711-stop-1");

    assertThat(runs("sleep 61")).isFalse();
    assertThat(own.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    assertThat(runs("sleep 62")).isTrue();
    host.shut("4711-stop-11");
    next.get(10, TimeUnit.SECONDS);
  }

  @Test
  void what_comes_late_from_an_owner_that_is_shut_out_does_not_begin() throws Exception {
    host.shut("4711-stop-1");

    anotherLookAtTheSameMachine()
        .start(new JobKey("4711-stop-1.late"), Command.of("touch", folder + "/job"));
    assertThatThrownBy(
            () -> host.run(Command.of("touch", folder + "/command").ownedBy("4711-stop-1")))
        .isInstanceOf(IOException.class);
    assertThat(host.run(Command.of("true").ownedBy("4711-stop-11")).succeeded()).isTrue();

    await()
        .untilAsserted(
            () ->
                assertThat(host.status(new JobKey("4711-stop-1.late")).orElseThrow())
                    .isInstanceOf(JobStatus.Lost.class));
    assertThat(folder.resolve("job")).doesNotExist();
    assertThat(folder.resolve("command")).doesNotExist();
  }

  @Test
  void whoever_is_shut_out_has_no_job_left() throws Exception {
    JobKey own = new JobKey("4711-dump-1.dump");
    JobKey next = new JobKey("4711-dump-11.dump");
    host.start(own, Command.of("sleep", "64"));
    host.start(next, Command.of("sleep", "65"));
    running(own);
    running(next);

    host.shut("4711-dump-1");

    assertThat(host.status(own).orElseThrow()).isInstanceOf(JobStatus.Lost.class);
    assertThat(host.status(next).orElseThrow()).isInstanceOf(JobStatus.Running.class);
    host.cancel(next);
  }

  private CompletableFuture<Object> inBackground(Command command) {
    Host line = open(folder.resolve("work"), Duration.ofSeconds(90));
    opened.add(line);
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return line.run(command);
          } catch (IOException | InterruptedException e) {
            return e;
          }
        });
  }

  /** On this test's own machine: beside it others fence, too. */
  private boolean fences() throws IOException {
    return host.processes().stream()
        .map(ProcessInfo::commandLine)
        .anyMatch(line -> line.contains(" fence ") && line.contains(folder.toString()));
  }

  private boolean runs(String line) throws IOException {
    return host.processes().stream().anyMatch(p -> p.commandLine().equals(line));
  }

  @Test
  void a_command_behind_a_token_is_not_begun_once_a_later_one_was_seen() throws Exception {
    Host first = new FencedHost(host, new FencingToken("U-2026-0001", 7));
    assertThat(first.run(Command.of("echo", "up")).output()).isEqualTo("up\n");

    anotherLookAtTheSameMachine().fence(new FencingToken("U-2026-0001", 8));

    assertThatThrownBy(() -> first.run(Command.of("touch", folder + "/started")))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("nichts gestartet");
    assertThat(folder.resolve("started")).doesNotExist();
    assertThatThrownBy(() -> host.fence(new FencingToken("U-2026-0001", 7)))
        .isInstanceOf(OperationFailed.class);
  }

  @Test
  void a_jobs_command_behind_a_token_is_not_begun_either() throws Exception {
    host.fence(new FencingToken("U-2026-0001", 8));

    new FencedHost(host, new FencingToken("U-2026-0001", 7))
        .start(new JobKey("late"), Command.of("touch", folder + "/started"));

    assertThat(ended(host, new JobKey("late")).exitCode()).isEqualTo(88);
    assertThat(folder.resolve("started")).doesNotExist();
  }

  @Test
  void a_fence_waits_for_the_end_of_what_has_begun_but_not_of_what_that_left_running()
      throws Exception {
    Path goOn = folder.resolve("go-on");
    String seconds = "63." + System.nanoTime();
    FencedHost starting = new FencedHost(host, new FencingToken("U-2026-0001", 1));
    CompletableFuture<CommandResult> start =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return starting.run(
                    Command.of(
                        "sh",
                        "-c",
                        "setsid sleep \"$2\" & touch \"$1.begun\";"
                            + " until [ -e \"$1\" ]; do sleep 0.05; done; touch \"$1.done\"",
                        "sh",
                        goOn.toString(),
                        seconds));
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    await().until(() -> Files.exists(Path.of(goOn + ".begun")));
    CompletableFuture<Boolean> fence =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                anotherLookAtTheSameMachine().fence(new FencingToken("U-2026-0001", 2));
                return Files.exists(Path.of(goOn + ".done"));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    await().until(this::fences);
    assertThat(fence).isNotDone();

    Files.createFile(goOn);

    assertThat(fence.get(10, TimeUnit.SECONDS)).as("the start had ended by then").isTrue();
    assertThat(start.get(10, TimeUnit.SECONDS).succeeded()).isTrue();
    host.run(Command.of("pkill", "-f", "^sleep " + seconds + "$"));
  }

  @Test
  void behind_a_link_is_a_folder_or_a_file_or_nothing() throws Exception {
    Path real = Files.createDirectories(folder.resolve("real"));
    Files.writeString(real.resolve("file"), "1234");
    HostFiles files = host.files();
    for (Path target : List.of(real, real.resolve("file"), real.resolve("missing"))) {
      Files.createSymbolicLink(folder.resolve("to-" + target.getFileName()), target);
    }

    assertThat(files.statBehind(folder.resolve("to-real").toString()).orElseThrow().kind())
        .isEqualTo(FileStat.Kind.FOLDER);
    assertThat(files.statBehind(folder.resolve("to-file").toString()).orElseThrow())
        .returns(FileStat.Kind.FILE, FileStat::kind)
        .returns(4L, FileStat::size)
        .returns("to-file", FileStat::path);
    assertThat(files.statBehind(folder.resolve("to-missing").toString()).orElseThrow().kind())
        .isEqualTo(FileStat.Kind.LINK);
    assertThat(files.statBehind(folder.resolve("none").toString())).isEmpty();
    assertThat(files.realPath(folder.resolve("to-missing").toString()))
        .isEqualTo(real.toRealPath().resolve("missing").toString());
    assertThat(files.realPath(real.resolve("file").toString()))
        .isEqualTo(real.resolve("file").toString());
  }

  @Test
  void a_linked_folder_and_a_linked_file_are_what_lies_behind_them() throws Exception {
    Path real = Files.createDirectories(folder.resolve("real"));
    Files.writeString(real.resolve("file"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    Path linkedFile = Files.createSymbolicLink(folder.resolve("linked-file"), real.resolve("file"));

    assertThat(host.files().list(link.toString()))
        .extracting(FileStat::path)
        .containsExactly("file");
    host.files().writeText(linkedFile.toString(), "after");

    assertThat(linkedFile).isSymbolicLink();
    assertThat(real.resolve("file")).hasContent("after");
  }

  @Test
  void other_moves_tokens_are_none_of_its_business() throws Exception {
    host.fence(new FencingToken("U-2026-0002", 9));

    assertThat(
            new FencedHost(host, new FencingToken("U-2026-0001", 1))
                .run(Command.of("true"))
                .succeeded())
        .isTrue();
  }

  @Test
  void a_jobs_secret_is_gone_when_it_has_ended() throws Exception {
    JobKey key = new JobKey("secret");

    host.start(
        key,
        Command.of("sh", "-c", "cat \"$PGPASSFILE\" | wc -c")
            .withSecretFile("PGPASSFILE", "geheim"));

    ended(host, key);
    assertThat(host.readLog(key, 0).text().strip()).isEqualTo("6");
    assertThat(folder.resolve("work/jobs/secret/secrets")).doesNotExist();
  }

  @Test
  void the_work_folder_is_private() throws Exception {
    host.run(Command.of("true"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("work"))))
        .isEqualTo("rwx------");
  }

  @Test
  void a_log_is_never_cut_inside_a_character() {
    byte[] umlaut = "aä".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    assertThat(Utf8.wholeCharacters(new byte[] {umlaut[0], umlaut[1]})).isEqualTo(1);
    assertThat(Utf8.wholeCharacters(umlaut)).isEqualTo(3);
  }

  @Test
  void writing_goes_on_at_an_offset() throws Exception {
    String file = folder.resolve("part").toString();
    host.files().writeText(file, "0123456789");
    try (OutputStream out = host.files().write(file, 4)) {
      out.write("xy".getBytes());
    }

    assertThat(host.files().readText(file)).isEqualTo("0123xy");
    assertThatThrownBy(() -> host.files().write(file, 7)).isInstanceOf(IOException.class);
  }

  @Test
  void a_move_never_replaces() throws Exception {
    Path from = Files.writeString(folder.resolve("a"), "neu");
    Path to = Files.writeString(folder.resolve("b"), "alt");

    assertThatThrownBy(() -> host.files().move(from.toString(), to.toString()))
        .hasMessageContaining("gibt es schon");
    assertThat(to).hasContent("alt");
  }

  @Test
  void a_copy_with_its_checksum_is_the_same_file() throws Exception {
    Path from = Files.writeString(folder.resolve("$(id) a"), "Inhalt");
    Path to = folder.resolve("b");

    String sum = host.files().copyWithSum(from.toString(), to.toString());

    assertThat(sum).isEqualTo(host.files().sha256(from.toString()));
    assertThat(to).hasSameBinaryContentAs(from);
    assertThat(Files.getLastModifiedTime(to)).isEqualTo(Files.getLastModifiedTime(from));
    assertThatThrownBy(() -> host.files().copyWithSum(from.toString(), to.toString()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void works_on_several_files_at_once_whatever_they_are_called() throws Exception {
    List<String> names = List.of("-rf", "mit 'Hochkomma' und \"", "$(id)", "Zeile\numbruch");
    List<String> paths = names.stream().map(name -> folder + "/viele/" + name).toList();
    host.files().createAllFolders(List.of(folder + "/viele", folder + "/Kopie"));
    for (String path : paths) {
      host.files().writeText(path, path);
    }
    Map<String, String> copies = new LinkedHashMap<>();
    Map<String, String> moves = new LinkedHashMap<>();
    for (String name : names) {
      copies.put(folder + "/viele/" + name, folder + "/Kopie/" + name);
      moves.put(folder + "/Kopie/" + name, folder + "/Kopie/" + name + ".neu");
    }

    host.files().copyAll(copies);
    host.files().moveAll(moves);
    host.files().moveAll(moves);

    assertThat(host.files().sha256(List.copyOf(moves.values())))
        .isEqualTo(host.files().sha256(paths))
        .doesNotHaveDuplicates();
    assertThat(host.files().sha256(paths.get(2))).isEqualTo(host.files().sha256(paths).get(2));
    Files.writeString(folder.resolve("Kopie").resolve(names.get(0)), "anderes");
    assertThatThrownBy(() -> host.files().moveAll(moves)).isInstanceOf(IOException.class);
  }

  @Test
  void the_beginnings_of_many_files_go_through_one_stream() throws Exception {
    List<FilePart> from = new ArrayList<>();
    List<FilePart> to = new ArrayList<>();
    for (int n = 0; n < 450; n++) {
      String name = folder + "/" + n + (n == 3 ? HOSTILE : "");
      String text = "x".repeat(n * 7) + "|";
      Files.writeString(Path.of(name), text + "weiter");
      from.add(new FilePart(name, text.length()));
      to.add(new FilePart(name + " neu", text.length()));
    }

    try (InputStream in = host.files().readParts(from);
        OutputStream out = host.files().writeParts(to)) {
      in.transferTo(out);
    }

    for (FilePart part : to) {
      assertThat(Path.of(part.path())).content().hasSize((int) part.bytes()).endsWith("|");
    }
  }

  @Test
  void a_file_that_is_shorter_than_its_part_is_an_error() throws Exception {
    Path file = Files.writeString(folder.resolve("kurz"), "1234");

    assertThatThrownBy(
            () -> {
              try (InputStream in =
                  host.files().readParts(List.of(new FilePart(file.toString(), 5)))) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class);
  }

  @Test
  void parts_that_do_not_come_whole_are_an_error_and_leave_the_next_file_alone() throws Exception {
    Path first = folder.resolve("erste");
    Path second = Files.writeString(folder.resolve("zweite"), "wie zuvor");

    assertThatThrownBy(
            () -> {
              try (OutputStream out =
                  host.files()
                      .writeParts(
                          List.of(
                              new FilePart(first.toString(), 5),
                              new FilePart(second.toString(), 5)))) {
                out.write("123".getBytes(StandardCharsets.UTF_8));
              }
            })
        .isInstanceOf(IOException.class);
    assertThat(first).hasContent("123");
    assertThat(second).hasContent("wie zuvor");
  }

  @Test
  void finds_the_newest_of_several_program_folders() throws Exception {
    for (String version : List.of("9", "15", "14")) {
      Path tool = folder.resolve("pg/" + version + "/bin/only_here");
      Files.createDirectories(tool.getParent());
      Files.createFile(
          tool, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    assertThat(host.findProgram("only_here", List.of(folder + "/pg/*/bin")))
        .contains(folder + "/pg/15/bin/only_here");
  }

  @Test
  void a_step_that_is_taken_back_cancels_its_job() throws Exception {
    AtomicBoolean takenBack = new AtomicBoolean();
    Jobs jobs = new DetachedJobs("step", takenBack::get, Sleeper.REAL);

    assertThatThrownBy(
            () -> jobs.run(host, "long", Command.of("sleep", "62"), () -> takenBack.set(true)))
        .isInstanceOf(InterruptedException.class);

    assertThat(host.status(new JobKey("step.long"))).contains(new JobStatus.Lost("abgebrochen"));
  }

  @Test
  void being_interrupted_alone_leaves_the_job_running() throws Exception {
    Jobs jobs = new DetachedJobs("step", () -> false, Sleeper.REAL);

    assertThatThrownBy(
            () ->
                jobs.run(
                    host,
                    "long",
                    Command.of("sleep", "1"),
                    () -> Thread.currentThread().interrupt()))
        .isInstanceOf(InterruptedException.class);

    assertThat(jobs.run(host, "long", Command.of("sleep", "1"), Jobs.Poll.NOTHING).exitCode())
        .isZero();
  }

  private static final String HOSTILE = "a 'b' \"c\" $(touch hacked) `id` ; * \\ ä\nzweite Zeile";

  @Test
  void a_hostile_file_name_is_nothing_but_a_name() throws Exception {
    String base = Files.createDirectories(folder.resolve("files")).toString();
    String file = base + "/" + HOSTILE;

    try (OutputStream out = host.files().write(file, 0)) {
      out.write("Inhalt".getBytes());
    }
    host.files().copy(file, file + " 2");
    host.files().move(file + " 2", file + " 3");

    assertThat(host.files().list(base))
        .extracting(FileStat::path)
        .containsExactly(HOSTILE, HOSTILE + " 3");
    assertThat(host.files().readText(file + " 3")).isEqualTo("Inhalt");
    assertThat(host.files().stat(file).orElseThrow().path()).isEqualTo(HOSTILE);
    assertThat(host.files().sha256(file)).isEqualTo(sha256("Inhalt"));
    host.files().delete(file);
    assertThat(host.files().stat(file)).isEmpty();
    try (var left = Files.list(folder.resolve("files"))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void many_files_are_worked_on_together_and_may_be_asked_for_again() throws Exception {
    String base = folder.resolve("many").toString();
    Map<String, String> names = new LinkedHashMap<>();
    host.files().createAllFolders(List.of(base + "/a", base + "/b c"));
    for (int i = 0; i < 700; i++) {
      Path file = Files.writeString(Path.of(base, "a", "Datei 'Nr' " + i + ".part"), "x" + i);
      names.put(file.toString(), base + "/b c/" + i);
    }

    assertThat(host.files().sha256(List.copyOf(names.keySet())))
        .hasSize(700)
        .startsWith(sha256("x0"))
        .endsWith(sha256("x699"));
    host.files().moveAll(names);
    host.files().moveAll(names);

    assertThat(host.files().list(base + "/b c")).hasSize(700);
    assertThat(host.files().list(base + "/a")).isEmpty();
  }

  private static String sha256(String text) throws Exception {
    return java.util.HexFormat.of()
        .formatHex(
            java.security.MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
  }

  @Test
  void a_megabyte_of_every_byte_comes_back_as_it_went() throws Exception {
    byte[] all = new byte[3 << 20];
    new java.util.Random(7).nextBytes(all);
    String file = folder.resolve("bytes").toString();

    try (OutputStream out = host.files().write(file, 0)) {
      out.write(all);
    }

    try (var in = host.files().read(file, 0)) {
      assertThat(in.readAllBytes()).isEqualTo(all);
    }
    try (var in = host.files().read(file, all.length - 5)) {
      assertThat(in.readAllBytes()).hasSize(5);
    }
    assertThat(host.files().stat(file).orElseThrow().size()).isEqualTo(all.length);
  }

  @Test
  void what_is_not_there_is_an_error_not_an_empty_file() {
    String missing = folder.resolve("fehlt").toString();

    assertThatThrownBy(
            () -> {
              try (var in = host.files().read(missing, 0)) {
                in.readAllBytes();
              }
            })
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> host.files().sha256(missing)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> host.files().list(missing)).isInstanceOf(IOException.class);
  }

  @Test
  void a_text_is_replaced_whole_and_keeps_its_mode() throws Exception {
    Path file = Files.writeString(folder.resolve("config.local.ini"), "alt");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    host.files().writeText(file.toString(), "größer\n");

    assertThat(file).hasContent("größer\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void input_and_environment_reach_the_command() throws Exception {
    CommandResult result =
        host.run(
            Command.of("sh", "-c", "cat; printf %s \"$WORT\"; pwd")
                .withInput("Zeile 1\nZeile 'zwei'\n")
                .with("WORT", "ä $HOME ")
                .in("/"));

    assertThat(result.output()).isEqualTo("Zeile 1\nZeile 'zwei'\nä $HOME /\n");
  }

  @Test
  void a_port_is_open_closed_or_unknown() throws Exception {
    try (var server = new java.net.ServerSocket(0)) {
      assertThat(host.reaches("127.0.0.1", server.getLocalPort())).isTrue();
      int port = server.getLocalPort();
      server.close();
      assertThat(host.reaches("127.0.0.1", port)).isFalse();
    }
    assertThatThrownBy(() -> host.reaches("gibt-es-nicht.invalid", 80))
        .isInstanceOf(IOException.class);
  }

  @Test
  void sees_the_processes_of_the_machine() throws Exception {
    long own = ProcessHandle.current().pid();

    assertThat(host.processes())
        .anySatisfy(
            process -> {
              assertThat(process.pid()).isEqualTo(own);
              assertThat(process.commandLine()).contains("java");
            });
  }

  @Test
  void tells_the_time_and_the_room() throws Exception {
    assertThat(host.clock())
        .isCloseTo(
            java.time.Instant.now(),
            org.assertj.core.api.Assertions.within(5, java.time.temporal.ChronoUnit.SECONDS));
    assertThat(host.files().freeBytes(folder.resolve("noch/nicht/da").toString()))
        .isCloseTo(
            Files.getFileStore(folder).getUsableSpace(),
            org.assertj.core.data.Percentage.withPercentage(10));
  }

  @Test
  void a_script_that_has_lost_its_content_is_brought_anew_and_its_silence_is_no_answer()
      throws Exception {
    host.run(Command.of("true"));

    emptyTheScript();
    assertThat(host.run(Command.of("echo", "da")).output()).isEqualTo("da\n");
    emptyTheScript();
    assertThat(host.processes()).isNotEmpty();
    emptyTheScript();
    assertThat(host.files().list(folder.toString())).isNotEmpty();
  }

  private void emptyTheScript() throws IOException {
    try (var scripts = Files.list(folder.resolve("work/bin"))) {
      for (Path script : scripts.toList()) {
        Files.writeString(script, "");
      }
    }
  }

  @Test
  void answers_do_not_stay_on_the_machine() throws Exception {
    host.run(Command.of("echo", "Noten"));

    await().untilAsserted(() -> assertThat(folder.resolve("work/runs")).isEmptyDirectory());
  }

  @Test
  void a_log_is_read_on_from_the_exact_byte() throws Exception {
    JobKey key = new JobKey("log");
    host.start(key, Command.of("sh", "-c", "printf 'äöü12345'"));
    ended(host, key);

    LogChunk first = host.readLog(key, 0);

    assertThat(first.nextOffset()).isEqualTo(11);
    assertThat(host.readLog(key, 6).text()).isEqualTo("12345");
    assertThat(host.readLog(key, 11)).isEqualTo(new LogChunk("", 11));
  }

  @Test
  void jobs_are_listed_and_removed_once_they_have_ended() throws Exception {
    JobKey key = new JobKey("p1-x-1.job");
    host.start(key, Command.of("sleep", "63"));
    running(key);

    assertThat(host.jobs()).containsExactly(key);
    assertThatThrownBy(() -> host.remove(key)).hasMessageContaining("läuft noch");
    host.cancel(key);
    host.remove(key);
    assertThat(host.jobs()).isEmpty();
  }

  private JobStatus.Running running(JobKey key) {
    return await()
        .until(
            () -> host.status(key),
            status ->
                status.filter(JobStatus.Running.class::isInstance).isPresent()
                    && ((JobStatus.Running) status.get()).pid() > 0)
        .map(JobStatus.Running.class::cast)
        .orElseThrow();
  }

  private static JobStatus.Ended ended(Host host, JobKey key) {
    Optional<JobStatus> status =
        await()
            .until(
                () -> host.status(key),
                found -> found.filter(JobStatus.Ended.class::isInstance).isPresent());
    return (JobStatus.Ended) status.orElseThrow();
  }
}
