package de.asvumzug.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * Starts a lab in the foreground: {@code LabMain enterprise|school FOLDER [bind address]} or {@code
 * LabMain route NAME FOLDER [bind address]} for one of the six moves ({@link LabOptions#route}).
 * Other words set up one part of a lab on a computer of its own ({@link LabSite}).
 */
public final class LabMain {
  private static final String USAGE =
      "Aufruf: LabMain enterprise|school ORDNER [ADRESSE]\n"
          + "        LabMain route NAME ORDNER [ADRESSE], NAME eines von "
          + String.join(", ", LabOptions.ROUTES)
          + "\n"
          + LabSite.USAGE;

  private LabMain() {}

  public static void main(String[] arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(arguments));
    if (!line.isEmpty() && LabSite.WORDS.contains(line.get(0))) {
      LabSite.run(line.remove(0), line);
      return;
    }
    Optional<LabOptions> kind = options(line);
    if (kind.isEmpty() || line.isEmpty() || line.size() > 2) {
      System.err.println(USAGE);
      System.exit(1);
    }
    LabOptions options = kind.orElseThrow();
    if (line.size() == 2) {
      options = options.withBindAddress(line.get(1));
    }
    run(Lab.open(Path.of(line.get(0)), options));
  }

  /** Takes the words for the kind of lab off the line. */
  private static Optional<LabOptions> options(List<String> line) {
    String word = line.isEmpty() ? "" : line.remove(0);
    return switch (word) {
      case "enterprise" -> Optional.of(LabOptions.route("full-enterprise"));
      case "school" -> Optional.of(LabOptions.route("full-school"));
      case "route" ->
          Optional.of(line.isEmpty() ? "" : line.remove(0))
              .filter(LabOptions.ROUTES::contains)
              .map(LabOptions::route);
      default -> Optional.empty();
    };
  }

  private static void run(Lab lab) throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  lab.close();
                  ended.countDown();
                }));
    Instant start = Instant.now();
    lab.settings().forEach((key, value) -> System.out.println(key + "=" + value));
    System.out.println("Zentralsystem: " + lab.centralSystem().url());
    System.out.println("Alter Server: http://127.0.0.1:" + lab.alt().clientPort() + "/status");
    System.out.println("sys auf dem alten Server: " + lab.oldSysPassword());
    System.out.println(
        new ObjectMapper()
            .writerWithDefaultPrettyPrinter()
            .writeValueAsString(
                lab.plan(start, start.plus(Duration.ofHours(8)), Period.ofDays(30))));
    ended.await();
  }
}
