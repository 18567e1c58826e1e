package de.asvumzug.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.asvumzug.plan.Contacts;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.Mode;
import de.asvumzug.plan.Options;
import de.asvumzug.plan.School;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.Window;
import de.asvumzug.plan.release.Release;
import de.asvumzug.security.DoorsTestBase;
import de.asvumzug.security.HttpUser;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailBookMonitor;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.TrailReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.AbstractFlowNodeBuilder;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@code mvn -Pbench verify -Dit.test=OverviewBench}: how soon the Leitstand's pages come with
 * 5,000 moves and 1,000,000 lines of trail, over HTTP, in about four minutes. Fails if the first
 * page of all moves or the page of a move with 2,000 lines takes more than 300 ms (median), or if
 * the big tables are read from end to end. Writes docs/bench-overview.md.
 */
class OverviewBench extends DoorsTestBase {
  private static final int MOVES = 5_000;
  private static final int OVER = 3_000;
  private static final int RUNNING = 300;
  private static final int LINES_A_MOVE = 200;
  private static final int BATCH = 100;
  private static final int LONG_TRAIL = 2_000;
  private static final int WARM_UP = 30;
  private static final int RUNS = 100;
  private static final long LIMIT_MS = 300;
  private static final String LONG = "U-2026-5000";

  @Autowired private Migrations migrations;
  @Autowired private AuditTrail trail;
  @Autowired private TrailReader reader;
  @Autowired private TrailBookMonitor book;
  @Autowired private JdbcClient jdbc;
  @Autowired private TransactionTemplate transaction;

  private final Map<String, List<Long>> measured = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  @Test
  void the_pages_come_at_once_with_thousands_of_moves_and_a_million_lines() throws Exception {
    seed();
    Map<String, Long> before = rowsReadWhole();
    HttpUser staff = loggedIn("itm");
    page(staff, "first page of all moves", "/");
    page(staff, "last page", "/?seite=100");
    page(staff, "one state", "/?zustand=WAITING");
    page(staff, "one site", "/?standort=nord");
    page(staff, "one technician", "/?technik=technik7@example.org");
    page(staff, "windows of one week", "/?von=2027-03-01&bis=2027-03-07");
    page(staff, "search for a school", "/?suche=grundschule+4711");
    page(staff, "by number", "/?sortierung=nummer");
    page(staff, "a move with 2,000 lines", "/umzuege/" + LONG);
    page(staff, "the same, with commands", "/umzuege/" + LONG + "?befehle=ja");
    page(staff, "the same, searched for words", "/umzuege/" + LONG + "?worte=systemctl");
    Map<String, Long> read = rowsReadWhole();
    read.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
    HttpUser school = loggedIn("schule-0001");
    page(school, "a school's own page", "/schule");
    timed("the book of trails, checked in the background", book::look);
    timed("a trail of 2,000 lines, verified", () -> reader.verify(LONG));
    report(read);

    assertThat(median("first page of all moves")).isLessThan(LIMIT_MS);
    assertThat(median("a move with 2,000 lines")).isLessThan(LIMIT_MS);
    assertThat(read.getOrDefault("trail", 0L)).as("lines of trail read from end to end").isZero();
    assertThat(read.getOrDefault("act_hi_actinst", 0L)).as("the same of history").isZero();
  }

  private void seed() throws Exception {
    deploy();
    Instant began = Instant.now();
    migrations.insert(plan(1), "technik");
    plans();
    // One line each, so that the book of trails has its entry of each move.
    for (int first = 1; first <= MOVES; first += BATCH) {
      int from = first;
      transaction.executeWithoutResult(
          status -> IntStream.range(from, from + BATCH).forEach(this::firstLine));
    }
    IntStream.rangeClosed(MOVES - RUNNING + 1, MOVES).forEach(n -> start("asv-migration", id(n)));
    longTrail();
    note("plans, trails begun and processes", began);
    began = Instant.now();
    millionLines();
    note("lines of trail laid in by SQL", began);
    began = Instant.now();
    await()
        .atMost(Duration.ofMinutes(8))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> behind() == 0);
    note("rows of the overview brought up to date after that", began);
    // As autovacuum leaves them.
    jdbc.sql("vacuum analyze").update();
    jdbc.sql("delete from umzug.mail").update();
  }

  private static String id(int n) {
    return "U-2026-%04d".formatted(n);
  }

  private void firstLine(int n) {
    trail.append(
        new AuditEvent(
            id(n),
            TrailKind.PLAN_ACCEPTED,
            "technik",
            null,
            null,
            null,
            "Der Plan „Umzug Nummer " + n + "“ wurde angenommen.",
            Map.of("revision", 1)));
  }

  /** All like the first one; those that are over have their rows at once, as nobody reads them. */
  private void plans() {
    transaction.executeWithoutResult(
        status -> {
          jdbc.sql(
                  """
                  insert into umzug.migration (id, revision, plan, created_at, created_by)
                  select 'U-2026-' || to_char(n, 'FM0000'), 1,
                         plan || jsonb_build_object(
                           'id', 'U-2026-' || to_char(n, 'FM0000'), 'title', 'Umzug Nummer ' || n,
                           'schools', jsonb_build_array(
                             plan #> '{schools,0}' || jsonb_build_object(
                               'number', to_char(n, 'FM0000'), 'name', 'Grundschule ' || n),
                             plan #> '{schools,1}' || jsonb_build_object(
                               'number', to_char(n + 1, 'FM0000'), 'name', 'Mittelschule ' || n)),
                           'source', plan -> 'source' || jsonb_build_object('machine',
                             (array['nord', 'sued', 'm', 'm', 'm'])[n % 5 + 1] || '-alt'),
                           'contacts', plan -> 'contacts' || jsonb_build_object('technician',
                             'technik' || n % 40 || '@example.org'),
                           'window', jsonb_build_object(
                             'start', to_jsonb(timestamptz '2026-12-01 16:00Z' + n * interval '1 h'),
                             'end', to_jsonb(timestamptz '2026-12-02 06:00Z' + n * interval '1 h'))),
                         now(), 'technik'
                    from umzug.migration, generate_series(2, :moves) n where id = 'U-2026-0001'""")
              .param("moves", MOVES)
              .update();
          jdbc.sql(
                  """
                  insert into umzug.move_overview
                    (id, revision, title, schools, state, mark, waits_for, started_at, ended_at, turns,
                     window_start, window_end, site, technician, words, urgency, sort_key, open, lines,
                     settled, made_by, version, projected_at)
                  select id, 1, plan ->> 'title',
                         array[plan #>> '{schools,0,name}', plan #>> '{schools,1,name}'], 'DONE', 'DONE',
                         array[]::text[], now(), now(), 0, now(), now(),
                         split_part(plan #>> '{source,machine}', '-', 1),
                         plan #>> '{contacts,technician}',
                         array_to_tsvector(array['grundschule', substr(id, 8)]), 4, -1, false, :lines,
                         true, 1000, 1, now()
                    from umzug.migration where id <= 'U-2026-' || to_char(:over, 'FM0000')""")
              .param("lines", LINES_A_MOVE + 1)
              .param("over", OVER)
              .update();
        });
  }

  /** Small models under the names that the product goes by: one waits, one has many steps. */
  private void deploy() {
    BpmnModelInstance waits =
        Bpmn.createExecutableProcess("asv-migration")
            .name("Umzug")
            .camundaHistoryTimeToLive(1)
            .startEvent()
            .userTask("prepareMachines")
            .name("Vorarbeiten")
            .camundaCandidateGroups("technik")
            .endEvent()
            .done();
    AbstractFlowNodeBuilder<?, ?> steps =
        Bpmn.createExecutableProcess("backup").camundaHistoryTimeToLive(1).startEvent();
    for (int n = 1; n <= 12; n++) {
      steps = steps.manualTask("step" + n).name("Schritt " + n);
    }
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance("waits.bpmn", waits)
        .addModelInstance("steps.bpmn", steps.endEvent().done())
        .deploy();
  }

  private void start(String model, String id) {
    engine.getRuntimeService().startProcessInstanceByKey(model, id, Map.of("migrationId", id));
  }

  private static Migration plan(int n) {
    Instant start = Instant.parse("2026-12-01T16:00:00Z").plus(Duration.ofHours(n));
    return new Migration(
        id(n),
        "Umzug Nummer " + n,
        Scope.ALL,
        installation("m-alt"),
        installation("m-neu"),
        List.of(
            new School("0001", "Grundschule " + n, "s@example.org", ""),
            new School("0002", "Mittelschule " + n, "m@example.org", "")),
        new Window(start, start.plus(Duration.ofHours(12))),
        null,
        List.of(),
        options(),
        new Contacts("technik1@example.org", "", ""));
  }

  private static Options options() {
    Mode automatic = Mode.AUTOMATIC;
    return new Options(
        true,
        true,
        true,
        automatic,
        automatic,
        automatic,
        automatic,
        automatic,
        automatic,
        false,
        Period.ofDays(30));
  }

  private static Installation installation(String machine) {
    return new Installation(
        machine,
        Variant.ENTERPRISE,
        Release.parse("2.13.480"),
        "/opt/asv",
        "10.0.0.1",
        8765,
        null,
        false);
  }

  /** Sealed as every line, since the page verifies them. */
  private void longTrail() {
    for (int n = 0; n < 20; n++) {
      start("backup", LONG);
    }
    long there = reader.rows(LONG).size();
    for (long n = there; n < LONG_TRAIL; n++) {
      trail.append(
          new AuditEvent(
              LONG,
              n % 5 == 0 ? TrailKind.NOTE : TrailKind.COMMAND,
              "system",
              "backupDatabase",
              n % 7 == 0 ? "0001" : null,
              "alt-server",
              "sudo -n systemctl is-active asv-server-" + n,
              Map.of("exitCode", 0, "seconds", 0.25, "output", "active")));
    }
  }

  private void millionLines() {
    jdbc.sql("alter table umzug.trail disable trigger all").update();
    jdbc.sql("alter table umzug.trail_head disable trigger all").update();
    jdbc.sql(
            """
            insert into umzug.trail (migration_id, number, at, kind, actor, element, school, machine,
              text, details, previous_hash, hash, book, key_id, mac)
            select h.migration_id, h.rows + n, now(),
                   (array['COMMAND', 'COMMAND', 'COMMAND', 'STEP_STARTED', 'STEP_ENDED'])[n % 5 + 1],
                   'system', 'backupDatabase', null, 'alt-server',
                   'sudo -n systemctl is-active asv-server, ' || n,
                   '{"exitCode":0,"output":"active","seconds":0.25,"step":"' || n || '"}',
                   md5(n::text) || md5(n::text), md5((n + 1)::text) || md5((n + 1)::text), 1,
                   (select max(key_id) from umzug.trail_book), md5(n::text)
              from umzug.trail_head h, generate_series(1, :lines) n
             where h.migration_id <> :long""")
        .param("lines", LINES_A_MOVE)
        .param("long", LONG)
        .update();
    jdbc.sql("update umzug.trail_head set rows = rows + :lines where migration_id <> :long")
        .param("lines", LINES_A_MOVE)
        .param("long", LONG)
        .update();
    jdbc.sql("alter table umzug.trail enable trigger all").update();
    jdbc.sql("alter table umzug.trail_head enable trigger all").update();
    jdbc.sql("analyze").update();
  }

  /** Moves whose row does not know the trail's last lines, or has not been looked at once more. */
  private long behind() {
    return jdbc.sql(
            """
            select count(*) from umzug.trail_head h
              left join umzug.move_overview o on o.id = h.migration_id
             where o.id is null or h.rows > o.lines + 1 or o.open and not o.settled""")
        .query(Long.class)
        .single();
  }

  private void page(HttpUser user, String name, String address) throws Exception {
    List<Long> times = measured.computeIfAbsent(name, key -> new ArrayList<>());
    for (int run = -WARM_UP; run < RUNS; run++) {
      long start = System.nanoTime();
      int status = user.get(address, "Accept", "text/html").statusCode();
      long took = (System.nanoTime() - start) / 1_000;
      assertThat(status).as(address).isEqualTo(200);
      if (run >= 0) {
        times.add(took);
      }
    }
  }

  private void timed(String name, Runnable work) {
    List<Long> times = measured.computeIfAbsent(name, key -> new ArrayList<>());
    for (int run = 0; run < 10; run++) {
      long start = System.nanoTime();
      work.run();
      times.add((System.nanoTime() - start) / 1_000);
    }
  }

  private void note(String what, Instant began) {
    notes.put(what, Duration.between(began, Instant.now()).toSeconds() + " s");
  }

  /** Rows of each table that anybody in the application has read without an index. */
  private Map<String, Long> rowsReadWhole() throws InterruptedException {
    Map<String, Long> rows = new TreeMap<>();
    jdbc.sql("select relname, seq_tup_read from pg_stat_user_tables where n_live_tup > 1000")
        .query(
            row -> {
              rows.put(row.getString("relname"), row.getLong("seq_tup_read"));
            });
    return rows;
  }

  private double median(String name) {
    return percentile(name, 50);
  }

  private double percentile(String name, int percent) {
    List<Long> times = measured.get(name).stream().sorted().toList();
    return times.get(Math.min(times.size() - 1, times.size() * percent / 100)) / 1000.0;
  }

  private void report(Map<String, Long> read) throws Exception {
    StringBuilder text = new StringBuilder("# Bench of the Leitstand's pages\n\n");
    text.append("Written by `mvn -Pbench verify -Dit.test=OverviewBench` on ")
        .append(LocalDate.now())
        .append(
            """
            ; over HTTP, %2$d calls each
            after %1$d to warm up.

            - moves: %3$,d, of them %4$,d over and %5$d with a running process
            - lines of trail: %6$,d, one trail of %7$,d lines
            - processors: %8$d, for the application, its database and whatever else ran
            - load average when the report was written: %9$s

            | what | median | 95 of 100 |
            | --- | ---: | ---: |
            """
                .formatted(
                    WARM_UP,
                    RUNS,
                    MOVES,
                    OVER,
                    RUNNING,
                    lines(),
                    LONG_TRAIL,
                    Machine.cores(),
                    load()));
    measured.forEach(
        (name, times) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "| %s | **%.0f ms** | %.0f ms |%n",
                    name,
                    median(name),
                    percentile(name, 95))));
    text.append("\n## Making the data\n\n");
    notes.forEach(
        (what, took) -> text.append("- ").append(what).append(": ").append(took).append('\n'));
    text.append(
        """

        ## Rows read from end to end meanwhile, by everything that ran

        The monitor compares all rows of the overview every two seconds; no page does (`OverviewIndexTest`).

        """);
    read.forEach(
        (table, rows) -> {
          if (rows > 0) {
            text.append("- ").append(table).append(": ").append(rows).append('\n');
          }
        });
    Files.writeString(Path.of("docs/bench-overview.md"), text.toString());
    System.out.println(text);
  }

  private static String load() throws Exception {
    return Files.readString(Path.of("/proc/loadavg")).split(" ")[1];
  }

  private long lines() {
    return jdbc.sql("select sum(rows) from umzug.trail_head").query(Long.class).single();
  }
}
