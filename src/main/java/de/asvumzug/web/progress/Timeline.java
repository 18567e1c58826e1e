package de.asvumzug.web.progress;

import de.asvumzug.plan.Window;
import de.asvumzug.web.progress.ElapsedTimes.Elapsed;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The window's stages over time, expected against actual, as figures for a drawing. All lengths are
 * in the drawing's own units.
 *
 * @param rows one a stage
 * @param ticks times of day along the axis
 * @param windowBegin edge of the agreed window
 * @param windowEnd edge of the agreed window
 * @param now null once the move is over
 * @param noReturn where there is no way back any more; null if that is not known
 */
public record Timeline(
    List<Row> rows,
    List<Tick> ticks,
    int windowBegin,
    int windowEnd,
    Integer now,
    Integer noReturn) {
  private static final int LEFT = 230;
  private static final int WIDTH = 760;
  private static final int TOP = 40;
  private static final int ROW = 34;
  private static final int MOST_TICKS = 8;
  private static final ZoneId HERE = ZoneId.of("Europe/Berlin");
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EE HH:mm", Locale.GERMANY);
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(7),
          Duration.ofDays(28));

  /**
   * A stage.
   *
   * @param y of its upper edge
   * @param expected null if nothing is known of earlier moves
   * @param actual null if it has not begun
   */
  public record Row(
      Stage stage, Instant expectedBegin, Instant expectedEnd, int y, Bar expected, Bar actual) {}

  /** A bar from left to right. */
  public record Bar(int x, int width) {}

  /** A mark of the axis. */
  public record Tick(int x, String label, Instant at) {}

  /** Null for a stage outside the window. */
  public Row row(Stage stage) {
    return rows.stream().filter(row -> row.stage().equals(stage)).findFirst().orElse(null);
  }

  public int width() {
    return LEFT + WIDTH + 20;
  }

  public int height() {
    return TOP + rows.size() * ROW + 30;
  }

  public int left() {
    return LEFT;
  }

  public int bottom() {
    return TOP + rows.size() * ROW;
  }

  public int top() {
    return TOP;
  }

  /** Times on the axis. */
  private record Scale(Instant from, Instant to) {
    int x(Instant time) {
      double share =
          (double) Duration.between(from, time).toSeconds()
              / Math.max(1, Duration.between(from, to).toSeconds());
      return LEFT + (int) Math.round(share * WIDTH);
    }

    Bar bar(Instant begin, Instant end) {
      return new Bar(x(begin), Math.max(3, x(end) - x(begin)));
    }
  }

  /** What is expected of a stage, before it is drawn. */
  private record Plan(Stage stage, Instant begin, Instant end) {}

  /**
   * @param end when the move was over; null while it is not
   */
  static Timeline of(
      List<Stage> stages,
      Window window,
      Forecast forecast,
      ElapsedTimes times,
      Instant end,
      Instant now) {
    List<Plan> plans = plans(stages, window, times);
    Instant upTo = end == null ? now : end;
    boolean begun = plans.stream().anyMatch(plan -> plan.stage().begin() != null);
    Scale scale =
        new Scale(
            earliest(plans, window), latest(plans, window, forecast, begun ? upTo : window.end()));
    List<Row> rows = new ArrayList<>();
    for (Plan plan : plans) {
      rows.add(row(plan, TOP + rows.size() * ROW, upTo, scale));
    }
    Integer nowAt =
        end != null || now.isBefore(scale.from()) || now.isAfter(scale.to()) ? null : scale.x(now);
    return new Timeline(
        List.copyOf(rows),
        ticks(scale),
        scale.x(window.start()),
        scale.x(window.end()),
        nowAt,
        noReturn(plans, scale));
  }

  /** As planned: from the window's beginning, each stage as long as it mostly takes. */
  private static List<Plan> plans(List<Stage> stages, Window window, ElapsedTimes times) {
    List<Plan> plans = new ArrayList<>();
    Instant cursor = window.start();
    for (Stage stage : stages.stream().filter(one -> one.milestone().window()).toList()) {
      Optional<Elapsed> known =
          cursor == null ? Optional.empty() : times.of(stage.milestone().element());
      Instant end = known.isEmpty() ? null : cursor.plus(known.get().middle());
      plans.add(new Plan(stage, end == null ? null : cursor, end));
      cursor = end;
    }
    return plans;
  }

  private static Row row(Plan plan, int y, Instant upTo, Scale scale) {
    Stage stage = plan.stage();
    Instant until = stage.end() == null ? upTo : stage.end();
    return new Row(
        stage,
        plan.begin(),
        plan.end(),
        y,
        plan.end() == null ? null : scale.bar(plan.begin(), plan.end()),
        stage.begin() == null ? null : scale.bar(stage.begin(), until));
  }

  private static Instant earliest(List<Plan> plans, Window window) {
    return plans.stream()
        .map(plan -> plan.stage().begin())
        .filter(begin -> begin != null && begin.isBefore(window.start()))
        .min(Instant::compareTo)
        .orElse(window.start());
  }

  private static Instant latest(List<Plan> plans, Window window, Forecast forecast, Instant upTo) {
    Stream<Instant> ends =
        plans.stream()
            .flatMap(
                plan ->
                    Stream.of(
                        Optional.ofNullable(plan.end()), Optional.ofNullable(plan.stage().end())))
            .flatMap(Optional::stream);
    Stream<Instant> others =
        Stream.concat(
            Stream.of(window.end(), upTo),
            forecast == null ? Stream.empty() : Stream.of(forecast.latest()));
    return Stream.concat(ends, others).max(Instant::compareTo).orElse(window.end());
  }

  /** With the acceptance there is no way back. */
  private static Integer noReturn(List<Plan> plans, Scale scale) {
    return plans.stream()
        .filter(plan -> plan.stage().milestone().element().equals(Milestone.ACCEPTANCE))
        .map(plan -> plan.stage().over() ? plan.stage().end() : plan.end())
        .filter(at -> at != null)
        .map(scale::x)
        .findFirst()
        .orElse(null);
  }

  private static List<Tick> ticks(Scale scale) {
    Duration whole = Duration.between(scale.from(), scale.to());
    Duration step =
        STEPS.stream()
            .filter(one -> whole.dividedBy(one) <= MOST_TICKS)
            .findFirst()
            .orElse(STEPS.get(STEPS.size() - 1));
    List<Tick> ticks = new ArrayList<>();
    ZonedDateTime day = scale.from().atZone(HERE).toLocalDate().atStartOfDay(HERE);
    for (Instant at = day.toInstant();
        !at.isAfter(scale.to()) && ticks.size() <= MOST_TICKS + 1;
        at = at.plus(step)) {
      if (!at.isBefore(scale.from())) {
        ticks.add(new Tick(scale.x(at), CLOCK.format(at.atZone(HERE)), at));
      }
    }
    return List.copyOf(ticks);
  }
}
