package de.asvumzug.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each part of one run took, in the order of the run. */
final class Phases {
  private final Map<String, Duration> taken = new LinkedHashMap<>();

  /** Something that takes time. */
  interface Work<T> {
    T run() throws Exception;
  }

  <T> T time(String name, Work<T> work) throws Exception {
    long start = System.nanoTime();
    T result = work.run();
    taken.merge(name, Duration.ofNanos(System.nanoTime() - start), Duration::plus);
    return result;
  }

  /** Both, one after the other. */
  Phases and(Phases others) {
    others.taken.forEach((name, time) -> taken.merge(name, time, Duration::plus));
    return this;
  }

  Map<String, Duration> taken() {
    return taken;
  }

  /** A part that ran beside others, inside a part that is counted, begins with this. */
  static final String WITHIN = "  ";

  Duration total() {
    return taken.entrySet().stream()
        .filter(phase -> !phase.getKey().startsWith(WITHIN))
        .map(Map.Entry::getValue)
        .reduce(Duration.ZERO, Duration::plus);
  }
}
