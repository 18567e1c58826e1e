package de.asvumzug.web.metrics;

import de.asvumzug.common.BackgroundRounds;
import de.asvumzug.security.worker.ScrapeSettings;
import de.asvumzug.web.overview.OverviewMark;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The figures of all moves for a monitoring system. They are read in rounds of their own, so that a
 * scrape costs nothing and works while the database is away; their age says how old they are. A
 * label is a state, an element of the models or an outcome, never a move, school or person.
 */
@Component
class WorkMeters implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(WorkMeters.class);

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final double SECONDS_A_DAY = 86_400;

  private final WorkFiguresReader reader;
  private final MeterRegistry registry;
  private final BackgroundRounds rounds;
  private volatile WorkFigures latest;
  private volatile boolean failing;

  WorkMeters(WorkFiguresReader reader, MeterRegistry registry, ScrapeSettings settings) {
    this.reader = reader;
    this.registry = registry;
    this.rounds = new BackgroundRounds("metrics", settings.every(), PATIENCE, this::round);
    register();
  }

  private void register() {
    for (OverviewMark mark : OverviewMark.values()) {
      Gauge.builder("asv.moves", this, of(all -> all.moves().getOrDefault(mark, 0L)))
          .description("Moves by state")
          .tag("state", mark.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    gauge("asv.steps.running", "Steps in work", WorkFigures::running);
    seconds(
        "asv.steps.heartbeat.age",
        "Time since the last sign of life of the running step that has been silent longest",
        WorkFigures::oldestHeartbeat);
    gauge("asv.incidents.open", "Failed steps that wait for a person", WorkFigures::incidents);
    mails("waiting", WorkFigures::waitingMails);
    mails("failed", WorkFigures::failedMails);
    seconds("asv.mails.oldest.age", "Time that the oldest mail waits", WorkFigures::oldestMail);
    Gauge.builder("asv.expiry.next", this, of(WorkMeters::daysLeft))
        .description("Time until the next retention ends; not a number if none runs")
        .baseUnit("days")
        .register(registry);
    Gauge.builder("asv.figures.age", this, of(all -> age(all.at())))
        .description("Time since these figures were read from the database")
        .baseUnit("seconds")
        .register(registry);
  }

  private void gauge(String name, String description, ToDoubleFunction<WorkFigures> figure) {
    Gauge.builder(name, this, of(figure)).description(description).register(registry);
  }

  private void seconds(String name, String description, ToDoubleFunction<WorkFigures> figure) {
    Gauge.builder(name, this, of(figure))
        .description(description)
        .baseUnit("seconds")
        .register(registry);
  }

  private void mails(String state, ToDoubleFunction<WorkFigures> figure) {
    Gauge.builder("asv.mails", this, of(figure))
        .description("Mails that wait, and mails that failed and whose recipient is not told yet")
        .tag("state", state)
        .register(registry);
  }

  /** Empty until the first reading. */
  Optional<WorkFigures> latest() {
    return Optional.ofNullable(latest);
  }

  private static double daysLeft(WorkFigures all) {
    return all.expiry()
        .map(end -> Duration.between(Instant.now(), end).toSeconds() / SECONDS_A_DAY)
        .orElse(Double.NaN);
  }

  private static double age(Instant at) {
    return Duration.between(at, Instant.now()).toMillis() / 1_000.0;
  }

  /** Not a number until the first reading. */
  private static ToDoubleFunction<WorkMeters> of(ToDoubleFunction<WorkFigures> figure) {
    return meters -> meters.latest == null ? Double.NaN : figure.applyAsDouble(meters.latest);
  }

  /** Once each: the registry gives back the one that it has. */
  private void registerEnded(WorkFigures.Ended ended) {
    FunctionTimer.builder(
            "asv.step",
            this,
            meters -> meters.ended(ended).count(),
            meters -> meters.ended(ended).seconds(),
            TimeUnit.SECONDS)
        .description("How often steps ended and how long they took, by element and outcome")
        .tag("element", ended.element())
        .tag("outcome", ended.outcome())
        .register(registry);
  }

  private WorkFigures.Ended ended(WorkFigures.Ended asked) {
    return latest.ended().stream()
        .filter(one -> one.element().equals(asked.element()))
        .filter(one -> one.outcome().equals(asked.outcome()))
        .findFirst()
        .orElse(new WorkFigures.Ended(asked.element(), asked.outcome(), 0, 0));
  }

  /** An exception would end the rounds for good. */
  private void round() {
    try {
      WorkFigures figures = reader.read();
      latest = figures;
      figures.ended().forEach(this::registerEnded);
      failing = false;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.warn("The figures of all moves could not be read: {}", e.toString());
      }
      failing = true;
    }
  }

  @Override
  public void start() {
    rounds.start();
  }

  @Override
  public void stop() {
    rounds.stop();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }
}
