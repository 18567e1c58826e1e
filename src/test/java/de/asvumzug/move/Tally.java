package de.asvumzug.move;

import de.asvumzug.move.Faults.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was broken over several simulated moves, and what was found wrong. */
final class Tally {
  private final Map<Kind, Integer> made = new EnumMap<>(Kind.class);
  private final Set<String> seen = new TreeSet<>();
  private final Set<String> cutAfter = new TreeSet<>();
  private final Set<String> routes = new TreeSet<>();
  private final List<String> violations = new ArrayList<>();
  private final Map<String, Integer> decisions = new TreeMap<>();
  private int moves;
  private int aborted;
  private int incidents;
  private int workSeen;
  private int wrongAnswers;
  private int secondAnswers;
  private int jobs;
  private int looks;

  void move(boolean wasAborted) {
    moves++;
    aborted += wasAborted ? 1 : 0;
  }

  void decided(String way) {
    decisions.merge(way, 1, Integer::sum);
  }

  void incidents(int number) {
    incidents += number;
  }

  void workSeen(int number) {
    workSeen += number;
  }

  void made(Kind kind) {
    made.merge(kind, 1, Integer::sum);
  }

  int made() {
    return made.values().stream().mapToInt(Integer::intValue).sum();
  }

  Set<Kind> neverMade() {
    Set<Kind> never = EnumSet.allOf(Kind.class);
    never.removeAll(made.keySet());
    return never;
  }

  int kills() {
    return Kind.KILLS.stream().mapToInt(kind -> made.getOrDefault(kind, 0)).sum();
  }

  void wrongAnswer() {
    wrongAnswers++;
  }

  void secondAnswer() {
    secondAnswers++;
  }

  void jobs(int number) {
    jobs += number;
  }

  void looks(int number) {
    looks += number;
  }

  void seen(String point) {
    seen.add(point);
  }

  boolean wasCutAfter(String point) {
    return cutAfter.contains(point);
  }

  void cutAfter(String point) {
    cutAfter.add(point);
  }

  void violation(String what) {
    violations.add(what);
  }

  List<String> violations() {
    return violations;
  }

  /** A move carries out the steps of its route, no less and no more, whatever happened to it. */
  void steps(String route, Set<String> steps, Set<String> skipped, String move) throws IOException {
    routes.add(route);
    Set<String> expected = StepsOfRoute.expected(route);
    expected.removeAll(skipped);
    steps.removeAll(skipped);
    if (!expected.equals(steps)) {
      Set<String> lost = new TreeSet<>(expected);
      lost.removeAll(steps);
      Set<String> more = new TreeSet<>(steps);
      more.removeAll(expected);
      violation(move + ": steps lost " + lost + ", more than undisturbed " + more);
    }
  }

  /** Points at which the application was not killed, for whoever goes on. */
  Set<String> leftOut() {
    Set<String> left = new TreeSet<>(seen);
    left.removeAll(cutAfter);
    return left;
  }

  String table(long seed, long minutes) {
    StringBuilder text = new StringBuilder();
    text.append("| | |\n| --- | ---: |\n");
    row(text, "seed", seed);
    row(
        text,
        "moves to their end, of these taken back, routes",
        moves + ", " + aborted + ", " + routes.size());
    row(text, "incidents", incidents);
    decisions.forEach((way, times) -> row(text, "of these decided: " + way, times));
    made.forEach((kind, times) -> row(text, kind.words(), times));
    row(text, "wrong answers, second answers", wrongAnswers + ", " + secondAnswers);
    row(text, "kills of real processes in all", kills());
    row(text, "jobs started on hosts", jobs);
    row(text, "looks at jobs and short commands in work", workSeen);
    row(
        text,
        "points (a step's end, a job's start) with the application killed after it",
        cutAfter.size() + " of " + seen.size());
    row(text, "looks at both servers", looks);
    row(text, "work done twice, steps lost, two servers, other promises broken", violations.size());
    row(text, "minutes", minutes);
    return text.toString();
  }

  private static void row(StringBuilder text, String what, Object value) {
    text.append("| ").append(what).append(" | ").append(value).append(" |\n");
  }
}
