package de.asvumzug.support;

import de.asvumzug.lab.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The application as a process of its own, which can be killed and started again. */
public final class ChildApplication implements AutoCloseable {
  private final Path log;
  private final List<String> arguments;
  private final int port;
  private Process process;
  private Duration clockAhead = Duration.ZERO;

  private ChildApplication(Path log, List<String> arguments, int port) {
    this.log = log;
    this.arguments = arguments;
    this.port = port;
  }

  /**
   * @param settings further settings, {@code --name=value}; they win over the ground's
   */
  public static ChildApplication start(TrainingGround ground, Path log, String... settings)
      throws IOException {
    int port = Ports.AROUND.free();
    List<String> arguments = merged(ground.arguments(), List.of(settings));
    ChildApplication application = new ChildApplication(log, arguments, port);
    application.start();
    return application;
  }

  public void start() throws IOException {
    process =
        launch(
            log,
            TurnedClock.options(clockAhead),
            merged(arguments, List.of("--server.port=" + port)));
    Awaitility.await("application at " + base())
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(200))
        .until(this::answers);
  }

  /** From the next start on. */
  public void turnClock(Duration ahead) {
    clockAhead = ahead;
  }

  /** The product as a process of its own, with these settings only. */
  static Process launch(Path log, List<String> jvmOptions, List<String> arguments)
      throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path")));
    line.addAll(jvmOptions);
    line.add(TurnedClock.class.getName());
    line.addAll(arguments);
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Of two settings of the same name the later one; Spring would take both, as a list. */
  static List<String> merged(List<String> arguments, List<String> later) {
    Map<String, String> byName = new LinkedHashMap<>();
    for (List<String> some : List.of(arguments, later)) {
      some.forEach(argument -> byName.put(argument.split("=", 2)[0], argument));
    }
    return new ArrayList<>(byName.values());
  }

  public URI base() {
    return URI.create("http://localhost:" + port + "/");
  }

  /** SIGKILL: no shutdown hook, no last word to the database. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private boolean answers() throws InterruptedException {
    if (!process.isAlive()) {
      throw new IllegalStateException("the application ended at its start, see " + log);
    }
    try {
      HttpRequest request = HttpRequest.newBuilder(base().resolve("/actuator/health")).build();
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** As an operator stops it: it has the time to give back what it holds. */
  public void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      kill();
    }
  }

  /**
   * The test is over: a SIGKILL. An orderly stop waits for a long poll, up to ten seconds; where it
   * matters, it is {@link #stop}.
   */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
