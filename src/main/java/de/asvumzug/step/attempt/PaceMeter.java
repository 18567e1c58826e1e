package de.asvumzug.step.attempt;

import de.asvumzug.host.job.Pace;
import de.asvumzug.host.job.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Measures the pace of a step's progress. The remaining time is a range: how long it takes at the
 * rates of the last 10 seconds, half a minute and two minutes, whichever is fastest and slowest. A
 * single figure would promise what nobody knows.
 */
final class PaceMeter {
  private static final Duration KNOWN_AFTER = Duration.ofSeconds(5);
  private static final Duration[] HORIZONS = {
    Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(120)
  };

  private final Deque<Sample> samples = new ArrayDeque<>();
  private String what = "";

  private record Sample(Instant at, long done) {}

  /** The progress with its pace, if that can be told yet. */
  Progress measured(Progress progress, Instant at) {
    Sample now = new Sample(at, progress.done());
    String whatNow = progress.text() + "\n" + progress.unit() + "\n" + progress.total();
    if (!whatNow.equals(what) || !samples.isEmpty() && samples.getLast().done() > now.done()) {
      samples.clear(); // something else began, or the same anew
      what = whatNow;
    }
    Duration longest = HORIZONS[HORIZONS.length - 1];
    while (samples.size() > 1 && age(second(), now).compareTo(longest) >= 0) {
      samples.removeFirst();
    }
    // What was there already when it began is not done in no time: the first second starts anew.
    if (samples.size() == 1 && age(samples.getFirst(), now).compareTo(Duration.ofSeconds(1)) < 0) {
      samples.clear();
    }
    samples.addLast(now);
    boolean known = age(samples.getFirst(), now).compareTo(KNOWN_AFTER) >= 0;
    return known && progress.total() > 0 ? progress.at(pace(progress, now)) : progress;
  }

  private Pace pace(Progress progress, Sample now) {
    double slowest = Double.MAX_VALUE;
    double fastest = 0;
    double rate = 0;
    for (Duration horizon : HORIZONS) {
      rate = rate(horizon, now);
      slowest = Math.min(slowest, rate);
      fastest = Math.max(fastest, rate);
    }
    if (fastest == 0) {
      return null;
    }
    long left = Math.max(0, progress.total() - progress.done());
    long atMost = slowest == 0 ? -1 : (long) Math.ceil(left / slowest);
    return new Pace(rate, (long) Math.floor(left / fastest), atMost);
  }

  /** Since the newest sample that is as old as the horizon, or the oldest that there is. */
  private double rate(Duration horizon, Sample now) {
    Sample since = samples.getFirst();
    for (Sample sample : samples) {
      if (age(sample, now).compareTo(horizon) >= 0) {
        since = sample;
      }
    }
    return (now.done() - since.done()) / (age(since, now).toMillis() / 1000.0);
  }

  private Sample second() {
    Iterator<Sample> all = samples.iterator();
    all.next();
    return all.next();
  }

  private static Duration age(Sample sample, Sample now) {
    return Duration.between(sample.at(), now.at());
  }
}
