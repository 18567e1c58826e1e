package de.asvumzug.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.concurrent.CountDownLatch;

/** Starts a lab in the foreground: {@code LabMain enterprise|school FOLDER [bind address]}. */
public final class LabMain {
  private LabMain() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 2) {
      System.err.println("Aufruf: LabMain enterprise|school ORDNER [ADRESSE]");
      System.exit(1);
    }
    LabOptions options = LabOptions.defaults();
    if (arguments.length > 2) {
      options = options.withBindAddress(arguments[2]);
    }
    Path folder = Path.of(arguments[1]);
    Lab lab =
        arguments[0].equals("school")
            ? Lab.school(folder, options)
            : Lab.enterprise(folder, options);
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
