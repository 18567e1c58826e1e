package de.asvumzug.move;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.Lab;
import de.asvumzug.lab.LabMachine;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.lab.LabSshd;
import de.asvumzug.lab.LabVariant;
import de.asvumzug.support.ChildApplication;
import de.asvumzug.support.Move;
import de.asvumzug.support.Person;
import de.asvumzug.support.Players;
import de.asvumzug.support.Promises;
import de.asvumzug.support.SmallDisk;
import de.asvumzug.support.TrainingGround;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.io.FileUtils;
import org.awaitility.Awaitility;

/**
 * One move on the lab, planned and played from outside, while a seed breaks things: which, when and
 * for how long. People answer late, wrongly first, and twice. When the move has ended, everything
 * that it promises is looked at from outside; what does not hold is written into the tally.
 *
 * <p>A seed repeats the faults and their order. How far machines have got by then is their own
 * affair.
 */
final class Simulation {
  /** Without a step that ends, beside faults: a busy machine is slow, but does not stand still. */
  private static final Duration LIMIT = Duration.ofMinutes(6);

  /** How long a fault lasts at most that is meant to become an incident. */
  private static final Duration UNTIL_INCIDENT = Duration.ofSeconds(25);

  private static final boolean TWO_NODES = Integer.getInteger("simulation.nodes", 1) == 2;

  private final String route;
  private final long seed;
  private final int faults;
  private final boolean hunting;
  private final Tally tally;
  private final Random random;
  private final LabOptions options;
  private final Set<String> points = new TreeSet<>();
  private Faults broken;
  private Lab lab;
  private Move move;
  private int left;
  private Instant next = Instant.now();
  private Instant mendAt = Instant.MAX;
  private IOException turnedAway;
  private final boolean toBeAborted;
  private boolean aborted;

  /**
   * @param faults how many are made at most; the move may be over before
   * @param hunting whether the application is killed after every point where it never was, and
   *     faults follow each other within seconds
   */
  Simulation(String route, long seed, int faults, boolean hunting, Tally tally) {
    this.route = route;
    this.seed = seed;
    this.faults = faults;
    this.hunting = hunting;
    this.tally = tally;
    this.random = new Random(seed);
    this.toBeAborted = hunting && random.nextInt(3) == 0;
    LabOptions plain = LabOptions.route(route).withPupils(90);
    this.options = LabSshd.installed() && random.nextBoolean() ? plain.withSsh() : plain;
  }

  @Override
  public String toString() {
    return "-Dsimulation.route=" + route + " -Dseed=" + seed;
  }

  void play() throws Exception {
    Path folder = Path.of("target", "simulation").toAbsolutePath();
    SmallDisk.unmountBelow(folder);
    FileUtils.deleteDirectory(folder.toFile());
    try (TrainingGround ground = TrainingGround.start(folder, options);
        Nodes nodes = new Nodes()) {
      nodes.running.add(node(ground, folder, "eins"));
      if (TWO_NODES || random.nextInt(3) == 0) {
        nodes.running.add(node(ground, folder, "zwei"));
      }
      try (Faults made =
              new Faults(
                  ground, folder, nodes.running, options.overSsh(), schools(ground.lab()), random);
          TwoServersWatch watch = new TwoServersWatch(ground.lab(), servesOthers());
          WorkWatch work = new WorkWatch(List.of(ground.lab().alt(), ground.lab().neu()))) {
        broken = made;
        play(ground, watch, work);
      }
    }
  }

  /** They end before the database that they work on. */
  private record Nodes(List<ChildApplication> running) implements AutoCloseable {
    Nodes() {
      this(new ArrayList<>());
    }

    @Override
    public void close() {
      running.forEach(ChildApplication::close);
    }
  }

  private List<LabMachine> schools(Lab lab) {
    List<LabMachine> schools = new ArrayList<>();
    if (options.oldVariant() == LabVariant.SCHOOL) {
      schools.add(lab.alt());
    }
    if (options.newVariant() == LabVariant.SCHOOL) {
      schools.add(lab.neu());
    }
    return schools;
  }

  private boolean servesOthers() {
    return options.someMove() || options.targetSchools() > 0;
  }

  private static ChildApplication node(TrainingGround ground, Path folder, String name)
      throws IOException {
    return ChildApplication.start(
        ground,
        folder.resolve(name + ".log"),
        "--asv.steps.worker=" + name,
        "--asv.steps.lock=10s",
        "--asv.steps.heartbeat=2s",
        "--asv.steps.retry-waits=1s,3s", // so that what lasts becomes an incident
        "--camunda.bpm.job-execution.lock-time-in-millis=10000",
        "--asv.mail.poll=1s",
        "--asv.mail.claim=20s",
        "--asv.mail.first-retry=1s",
        "--asv.mail.longest-retry=2s");
  }

  private void play(TrainingGround ground, TwoServersWatch watch, WorkWatch work) throws Exception {
    Promises before =
        Promises.before(
            ground.lab(),
            ground.lab().plan(Instant.now(), Instant.now().plusSeconds(60), Duration.ofDays(1)));
    lab = ground.lab();
    move = new Move(ground, () -> broken.front().base());
    peopleComeBack();
    move.plan();
    left = faults;
    try {
      breakUntilDone();
    } finally {
      broken.mend();
      // For whoever looks into what went wrong.
      Files.writeString(Path.of("target/simulation/trail.json"), move.export().toPrettyString());
    }
    look(ground, before, watch, work);
    tally.move(aborted);
  }

  private void breakUntilDone() throws Exception {
    Instant end = Instant.now().plus(LIMIT);
    while (!isDone()) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("no step has ended for " + LIMIT, turnedAway);
      }
      people();
      List<String> fresh = freshPoints();
      if (!fresh.isEmpty()) {
        end = Instant.now().plus(LIMIT);
      }
      if (left > 0) {
        faults(fresh);
      }
      if (Instant.now().isAfter(mendAt)) {
        broken.mend();
        mendAt = Instant.MAX;
      }
      if (toBeAborted && !aborted && points.contains("windowStarted") && random.nextInt(60) == 0) {
        abort("Probe");
      }
      LockSupport.parkNanos(Duration.ofMillis(150).toNanos());
    }
  }

  private boolean isDone() throws Exception {
    try {
      String state = move.state();
      // Somebody who decides about an incident may have given the move up as well.
      aborted |= state.equals("ABORTED");
      return state.equals("DONE") || state.equals("ABORTED");
    } catch (IOException e) {
      turnedAway = e;
      return false;
    }
  }

  private void abort(String reason) throws InterruptedException {
    try {
      if (move.abort(reason).statusCode() == 202) {
        System.out.println(Instant.now() + " " + move.id() + " abort");
        aborted = true;
      }
    } catch (IOException e) {
      turnedAway = e;
    }
  }

  /** Whoever is turned away comes again later; now and then nobody looks for a while. */
  private void people() throws Exception {
    if (random.nextInt(6) == 0) {
      return;
    }
    try {
      move.players().playOnce();
    } catch (IOException e) {
      turnedAway = e;
    }
  }

  private List<String> freshPoints() throws Exception {
    List<String> fresh = new ArrayList<>();
    try {
      for (JsonNode line : move.read("/trail")) {
        String kind = line.get("kind").asText();
        String point =
            switch (kind) {
              case "STEP_ENDED", "DECISION" -> line.get("element").asText();
              case "JOB_STARTED" -> line.at("/details/job").asText().replaceFirst("^.*\\.", "job ");
              default -> "";
            };
        if (!point.isEmpty() && points.add(point)) {
          System.out.println(Instant.now() + " " + move.id() + " " + point);
          tally.seen(point);
          fresh.add(point);
        }
      }
    } catch (IOException e) {
      turnedAway = e;
    }
    return fresh;
  }

  /** Points after which the application was never killed come first; else what the seed says. */
  private void faults(List<String> fresh) throws Exception {
    boolean newPoint = fresh.stream().anyMatch(point -> !tally.wasCutAfter(point));
    if (hunting && newPoint && random.nextInt(3) > 0) {
      if (fresh.stream().anyMatch(point -> point.startsWith("job ")) && random.nextInt(3) == 0) {
        make(Faults.Kind.HOST_JOB);
      }
      make(Faults.Kind.APPLICATION);
      fresh.forEach(tally::cutAfter);
    } else if (Instant.now().isAfter(next)) {
      make(any());
      if (random.nextInt(4) == 0) {
        make(any()); // two at once
      }
      next = Instant.now().plusMillis(300 + random.nextInt(hunting ? 4_000 : 10_000));
    }
  }

  /** A hunt is for kills, so it makes two where others make one. */
  private Faults.Kind any() {
    if (hunting && random.nextBoolean()) {
      return Faults.Kind.KILLS.get(random.nextInt(Faults.Kind.KILLS.size()));
    }
    return Faults.Kind.values()[random.nextInt(Faults.Kind.values().length)];
  }

  private void make(Faults.Kind kind) throws Exception {
    if (left <= 0 || !broken.make(kind)) {
      return;
    }
    System.out.println(Instant.now() + " " + move.id() + " " + kind.words());
    tally.made(kind);
    left--;
    if (kind == Faults.Kind.APPLICATION || kind == Faults.Kind.CLOCK) {
      peopleComeBack();
    }
    if (kind == Faults.Kind.MAIL || kind == Faults.Kind.DISK) {
      boolean lasting = kind == Faults.Kind.DISK && random.nextBoolean();
      mendAt =
          lasting
              ? Instant.now().plus(UNTIL_INCIDENT)
              : Instant.now().plusMillis(1_000 + random.nextInt(5_000));
    }
  }

  private void peopleComeBack() {
    move.meetPeople();
    move.players().answer("handleIncident", (person, task) -> decide(person, task));
    move.players()
        .answer("performByHand", Map.of("done", true, "comment", "Platz geschaffen, nachgesehen."));
    move.players().answer("confirmSkip", Map.of("skipConfirmed", true));
    move.players().answer("resolveFindings", (person, task) -> resolveFindings());
    move.players().have(new BadHabits());
  }

  /** In one of the four ways; what may not be skipped, or given up any more, is refused. */
  private Map<String, Object> decide(Person person, Person.Task task) throws Exception {
    broken.mend();
    mendAt = Instant.MAX;
    int way = random.nextInt(10);
    String decision =
        way < 5 ? "retry" : way < 7 ? "byHand" : way < 9 ? "skip" : toBeAborted ? "abort" : "retry";
    if (decision.equals("skip") || decision.equals("abort")) {
      try {
        person.complete(task, answer(decision));
        tally.decided(decision);
        return answer(decision); // the second time it is gone, which players take as it is
      } catch (Person.Refused e) {
        decision = "retry";
      }
    }
    tally.decided(decision);
    return answer(decision);
  }

  private static Map<String, Object> answer(String decision) {
    return Map.of("decision", decision, "reason", "Probe einer Störung");
  }

  /** Checks that met a broken machine have findings that nobody has in an undisturbed move. */
  private Map<String, Object> resolveFindings() throws IOException {
    broken.mend();
    if (Files.exists(lab.neu().installation())) {
      lab.setUpNightlyBackup(lab.neu());
    }
    return Map.of("findingsResolved", true, "comment", "Platz geschaffen, Sicherung eingerichtet.");
  }

  /** First says nothing of what is asked, afterwards says the same again. */
  private final class BadHabits implements Players.Habits {
    @Override
    public void before(Person person, Person.Task task) throws Exception {
      if (random.nextInt(4) == 0) {
        tally.wrongAnswer();
        requireRefused(person, task, Map.of(), "an empty answer");
      }
    }

    @Override
    public void after(Person person, Person.Task task, Map<String, ?> values) throws Exception {
      if (random.nextInt(4) == 0) {
        tally.secondAnswer();
        requireRefused(person, task, values, "a second answer");
      }
    }

    private void requireRefused(Person person, Person.Task task, Map<String, ?> values, String what)
        throws Exception {
      try {
        person.complete(task, values);
      } catch (Person.Refused e) {
        return;
      }
      tally.violation(this_() + ": " + what + " to " + task.element() + " was taken");
    }

    private String this_() {
      return Simulation.this.toString();
    }
  }

  private void look(TrainingGround ground, Promises before, TwoServersWatch watch, WorkWatch work)
      throws Exception {
    Awaitility.await("mails").atMost(Duration.ofSeconds(60)).until(() -> unsent(ground) == 0);
    JsonNode verification = move.read("/trail/verification");
    (aborted ? before.keptByRollback(verification) : before.kept(verification))
        .forEach(
            (promise, kept) -> {
              if (!kept) {
                tally.violation(this + ": " + promise);
              }
            });
    work(work);
    incidents();
    if (!aborted) {
      Set<String> skipped = skipped();
      tally.steps(route, StepsOfRoute.carriedOut(move.read("/trail")), skipped, toString());
    }
    tally.looks(watch.looks());
    if (!watch.isAwake()) {
      tally.violation(this + ": the watch over both servers has ended by itself");
    }
    if (watch.both() > 0) {
      tally.violation(this + ": two servers at " + watch.both() + " looks");
    }
    for (LabMachine machine : List.of(ground.lab().alt(), ground.lab().neu())) {
      if (machine.processes().size() > 2) {
        tally.violation(this + ": too many processes on " + machine.name());
      }
    }
  }

  private long unsent(TrainingGround ground) throws Exception {
    try (Connection database =
        DriverManager.getConnection(ground.databaseUrl(), "postgres", "postgres")) {
      return Long.parseLong(
          Content.texts(database, "select count(*)::text from umzug.mail where sent_at is null")
              .get(0));
    }
  }

  private void work(WorkWatch work) throws Exception {
    JsonNode trail = move.read("/trail");
    int jobs = 0;
    for (JsonNode line : trail) {
      jobs += line.get("kind").asText().equals("JOB_STARTED") ? 1 : 0;
    }
    tally.jobs(jobs);
    tally.workSeen(work.seen());
    WorkWatch.startedAgain(trail)
        .forEach(again -> tally.violation(this + ": started again without need: " + again));
    work.twice().forEach(twice -> tally.violation(this + ": in work twice at once: " + twice));
  }

  /** Whatever broke, people learn of it once, and nothing stays open. */
  private void incidents() throws Exception {
    int opened = 0;
    for (JsonNode line : move.read("/trail")) {
      opened += line.get("kind").asText().equals("INCIDENT_OPENED") ? 1 : 0;
    }
    tally.incidents(opened);
    if (move.hasOpenTask("handleIncident")) {
      tally.violation(this + ": a task about an incident outlives its move");
    }
  }

  private Set<String> skipped() throws Exception {
    Set<String> skipped = new TreeSet<>();
    for (JsonNode line : move.read("/trail")) {
      if (line.get("text").asText().equals("Der Schritt wird übersprungen")) {
        skipped.add(line.get("element").asText());
      }
    }
    return skipped;
  }
}
