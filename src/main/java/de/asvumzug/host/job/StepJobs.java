package de.asvumzug.host.job;

import de.asvumzug.host.Host;
import de.asvumzug.host.Sleeper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the attempts at one step have running on a machine. An attempt that was given up, because
 * its machine was silent or its worker gone, may have left a job there: whoever goes on waits for
 * that job's end before it proves a state or begins anything beside it.
 */
public final class StepJobs {
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Pattern ATTEMPT = Pattern.compile("-\\d+$");

  private final String step;
  private final String own;
  private final Pattern every;

  /**
   * @param stepKey of one attempt: the step's name and the attempt's number
   */
  public StepJobs(String stepKey) {
    this(ATTEMPT.matcher(stepKey).replaceFirst(""), stepKey);
  }

  private StepJobs(String step, String stepKey) {
    this.step = step;
    this.own = stepKey + ".";
    this.every = Pattern.compile(Pattern.quote(step) + "(?:-\\d+)?[.](.+)");
  }

  /** By the step's name alone, as {@link #step} gives it. */
  public static StepJobs of(String step) {
    return new StepJobs(step, step);
  }

  /** The step's name, the same for all attempts. */
  public String step() {
    return step;
  }

  /** Jobs that run, of this attempt and of every other one at the step. */
  public List<JobKey> running(Host host) throws IOException {
    return running(host, key -> every.matcher(key).matches());
  }

  /** Jobs of that name that other attempts have left running. */
  List<JobKey> left(Host host, String name) throws IOException {
    return running(
        host,
        key -> {
          Matcher job = every.matcher(key);
          return job.matches() && job.group(1).equals(name) && !key.startsWith(own);
        });
  }

  private static List<JobKey> running(Host host, Predicate<String> which) throws IOException {
    List<JobKey> running = new ArrayList<>();
    for (JobKey key : host.jobs()) {
      if (which.test(key.value()) && host.status(key).orElse(null) instanceof JobStatus.Running) {
        running.add(key);
      }
    }
    return running;
  }

  /** Waits until none runs; what they have left is then found by the step as ever. */
  public void await(Host host, ProgressListener progress, Sleeper pause)
      throws IOException, InterruptedException {
    for (List<JobKey> left = running(host); !left.isEmpty(); left = running(host)) {
      progress.at(new Progress(0, 0, "", "Wartet auf den laufenden Auftrag " + left.get(0)));
      pause.during(POLL);
    }
  }
}
