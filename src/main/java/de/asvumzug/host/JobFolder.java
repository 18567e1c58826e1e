package de.asvumzug.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads what {@code job.sh} has left in a job's folder. */
final class JobFolder {
  /**
   * The script writes its pid right after its claim; a claim this old without a pid was killed in
   * between.
   */
  private static final Duration STARTING = Duration.ofSeconds(10);

  private JobFolder() {}

  static Optional<JobStatus> status(Path folder) throws IOException {
    Optional<String[]> exit = fields(folder.resolve("exit"));
    Optional<String[]> process = fields(folder.resolve("pid"));
    if (exit.isPresent()) {
      return Optional.of(ended(exit.get(), process));
    }
    Path claim = folder.resolve("claim");
    if (!Files.exists(claim)) {
      return Optional.empty();
    }
    if (process.isEmpty()) {
      return Optional.of(starting(folder, claim));
    }
    if (alive(process.get())) {
      return Optional.of(
          new JobStatus.Running(Long.parseLong(process.get()[0]), second(process.get()[3])));
    }
    // It may have ended between the two looks.
    return Optional.of(
        fields(folder.resolve("exit"))
            .map(fields -> ended(fields, process))
            .orElseGet(() -> new JobStatus.Lost(whyLost(folder, process.get()))));
  }

  private static JobStatus ended(String[] exit, Optional<String[]> process) {
    Instant ended = second(exit[1]);
    return new JobStatus.Ended(
        Integer.parseInt(exit[0]), process.map(fields -> second(fields[3])).orElse(ended), ended);
  }

  private static JobStatus starting(Path folder, Path claim) throws IOException {
    Instant claimed = Files.getLastModifiedTime(claim).toInstant();
    boolean young = claimed.plus(STARTING).isAfter(Instant.now());
    return young && !Files.exists(folder.resolve("cancelled"))
        ? new JobStatus.Running(0, claimed)
        : new JobStatus.Lost("beim Starten abgebrochen");
  }

  private static boolean alive(String[] process) throws IOException {
    return bootId().equals(process[2])
        && startTicks(process[0]).filter(process[1]::equals).isPresent();
  }

  private static String whyLost(Path folder, String[] process) {
    if (Files.exists(folder.resolve("cancelled"))) {
      return "abgebrochen";
    }
    try {
      return bootId().equals(process[2])
          ? "der Prozess wurde von außen beendet"
          : "die Maschine wurde neu gestartet";
    } catch (IOException e) {
      return "der Prozess ist nicht mehr da";
    }
  }

  private static String bootId() throws IOException {
    return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
  }

  /** Field 22 of /proc/pid/stat, counted after the name in parentheses, which may hold blanks. */
  private static Optional<String> startTicks(String pid) {
    try {
      String stat = Files.readString(Path.of("/proc", pid, "stat"));
      String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      boolean zombie = afterName[0].equals("Z");
      return zombie ? Optional.empty() : Optional.of(afterName[19]);
    } catch (IOException e) {
      return Optional.empty(); // it has ended, perhaps while it was read
    }
  }

  private static Optional<String[]> fields(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file).strip().split(" "));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Instant second(String epochSecond) {
    return Instant.ofEpochSecond(Long.parseLong(epochSecond));
  }
}
