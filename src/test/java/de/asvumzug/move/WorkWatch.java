package de.asvumzug.move;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.LabMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the same work is ever done twice at once on a machine. Work is told by what it is: the
 * machine, the element and the school that it is for, and the command, never by a key that counts
 * attempts. Looks from outside into the product's folders, short commands as well as jobs, all the
 * time; what it sees twice at once stays in its memory.
 */
final class WorkWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(50);

  /** Process instance, element with its school, number of the attempt, what is done. */
  private static final Pattern KEY =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-(.+)-\\d+\\.(.+)");

  private final List<LabMachine> machines;
  private final Set<String> twice = new ConcurrentSkipListSet<>();
  private final Thread thread = new Thread(this::watch, "watch over the same work twice");
  private volatile boolean ended;
  private volatile int seen;

  WorkWatch(List<LabMachine> machines) {
    this.machines = List.copyOf(machines);
    thread.setDaemon(true);
    thread.start();
  }

  /** What was in work twice at once. */
  Set<String> twice() {
    return new TreeSet<>(twice);
  }

  /** How often something was seen in work, so that seeing nothing twice says something. */
  int seen() {
    return seen;
  }

  private void watch() {
    while (!ended) {
      for (LabMachine machine : machines) {
        look(machine);
      }
      LockSupport.parkNanos(EVERY.toNanos());
    }
  }

  private void look(LabMachine machine) {
    Map<String, Path> inWork = new HashMap<>();
    for (String kind : List.of("jobs", "runs")) {
      for (Path folder : folders(machine.workFolder().resolve(kind))) {
        Optional<String> work = alive(folder) ? work(folder, kind) : Optional.empty();
        if (work.isPresent()) {
          seen++;
          Path other = inWork.put(work.get(), folder);
          if (other != null && alive(other) && alive(folder)) {
            twice.add(machine.name() + ": " + work.get());
          }
        }
      }
    }
  }

  /** Jobs on a machine that have not ended. */
  List<Path> inWork(LabMachine machine) {
    return folders(machine.workFolder().resolve("jobs")).stream().filter(WorkWatch::alive).toList();
  }

  private static List<Path> folders(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    } catch (IOException e) {
      return List.of(); // the product has not worked there yet
    }
  }

  private static boolean alive(Path folder) {
    try {
      if (Files.exists(folder.resolve("exit"))) {
        return false;
      }
      String[] own = Files.readString(folder.resolve("pid")).strip().split(" ");
      String stat = Files.readString(Path.of("/proc/" + own[0] + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return !fields[0].equals("Z") && fields[19].equals(own[1]);
    } catch (IOException | ArrayIndexOutOfBoundsException e) {
      return false;
    }
  }

  private static Optional<String> work(Path folder, String kind) {
    Matcher key = KEY.matcher(folder.getFileName().toString());
    if (!key.matches()) {
      return Optional.empty(); // of no step
    }
    try {
      String command = Files.readString(folder.resolve("command")).strip().replace('\n', ' ');
      return Optional.of(
          key.group(1)
              + ": "
              + (kind.equals("jobs") ? key.group(2) + ": " : "")
              + withoutAttempt(command));
    } catch (IOException e) {
      return Optional.empty(); // it has not begun, or is gone
    }
  }

  /** Some commands name files by their attempt. */
  private static String withoutAttempt(String text) {
    return KEY.matcher(text).replaceAll("$1.$2");
  }

  /**
   * Jobs that were started again although nothing says that the one before had failed, or that the
   * model came back to the element.
   *
   * @param trail a move's lines in their order
   */
  static List<String> startedAgain(JsonNode trail) {
    Set<String> begun = new HashSet<>();
    List<String> again = new ArrayList<>();
    for (JsonNode line : trail) {
      String step = line.path("element").asText() + " " + line.path("school").asText("");
      switch (line.get("kind").asText()) {
        case "STEP_FAILED", "STEP_CANCELLED", "STEP_ENDED", "INCIDENT_DECIDED" ->
            begun.removeIf(work -> work.startsWith(step + ": "));
        case "JOB_STARTED" -> {
          Matcher key = KEY.matcher(line.at("/details/job").asText());
          if (!line.at("/details/attached").asBoolean() && key.matches()) {
            String work = step + ": " + key.group(2) + " on " + line.get("machine").asText();
            if (!begun.add(work)) {
              again.add(work);
            }
          }
        }
        default -> {}
      }
    }
    return again;
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    thread.join();
  }
}
