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
import de.asvumzug.support.TrainingGround;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
  private static final Duration LIMIT = Duration.ofMinutes(12);

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
      if (random.nextInt(3) == 0) {
        nodes.running.add(node(ground, folder, "zwei"));
      }
      try (Faults made =
              new Faults(
                  ground, folder, nodes.running, options.overSsh(), schools(ground.lab()), random);
          TwoServersWatch watch = new TwoServersWatch(ground.lab(), servesOthers())) {
        broken = made;
        play(ground, watch);
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
        "--camunda.bpm.job-execution.lock-time-in-millis=10000",
        "--asv.mail.poll=1s",
        "--asv.mail.claim=20s",
        "--asv.mail.first-retry=1s",
        "--asv.mail.longest-retry=2s");
  }

  private void play(TrainingGround ground, TwoServersWatch watch) throws Exception {
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
    look(ground, before, watch);
    tally.move();
  }

  private void breakUntilDone() throws Exception {
    Instant end = Instant.now().plus(LIMIT);
    while (!isDone()) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("not at its end after " + LIMIT, turnedAway);
      }
      people();
      List<String> fresh = freshPoints();
      if (left > 0) {
        faults(fresh);
      }
      if (Instant.now().isAfter(mendAt)) {
        broken.mend();
        mendAt = Instant.MAX;
      }
      LockSupport.parkNanos(Duration.ofMillis(150).toNanos());
    }
  }

  private boolean isDone() throws Exception {
    try {
      return move.state().equals("DONE");
    } catch (IOException e) {
      turnedAway = e;
      return false;
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
      mendAt = Instant.now().plusMillis(1_000 + random.nextInt(5_000));
    }
  }

  private void peopleComeBack() {
    move.meetPeople();
    move.players().answer("handleIncident", Map.of("decision", "retry"));
    move.players().answer("resolveFindings", (person, task) -> resolveFindings());
    move.players().have(new BadHabits());
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
        mustBeRefused(person, task, Map.of(), "an empty answer");
      }
    }

    @Override
    public void after(Person person, Person.Task task, Map<String, ?> values) throws Exception {
      if (random.nextInt(4) == 0) {
        tally.secondAnswer();
        mustBeRefused(person, task, values, "a second answer");
      }
    }

    private void mustBeRefused(Person person, Person.Task task, Map<String, ?> values, String what)
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

  private void look(TrainingGround ground, Promises before, TwoServersWatch watch)
      throws Exception {
    Awaitility.await("mails").atMost(Duration.ofSeconds(60)).until(() -> unsent(ground) == 0);
    before
        .kept(move.read("/trail/verification"))
        .forEach(
            (promise, kept) -> {
              if (!kept) {
                tally.violation(this + ": " + promise);
              }
            });
    jobs();
    tally.steps(route, StepsOfRoute.carriedOut(move.read("/trail")), toString());
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

  private void jobs() throws Exception {
    Map<String, Integer> starts = new HashMap<>();
    for (JsonNode line : move.read("/trail")) {
      if (line.get("kind").asText().equals("JOB_STARTED")
          && !line.at("/details/attached").asBoolean()) {
        starts.merge(
            line.at("/details/job").asText() + " on " + line.get("machine").asText(),
            1,
            Integer::sum);
      }
    }
    tally.jobs(starts.size());
    starts.forEach(
        (job, times) -> {
          if (times > 1) {
            tally.violation(this + ": " + job + " started " + times + " times");
          }
        });
  }
}
