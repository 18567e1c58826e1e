package de.asvumzug.support;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The worker of a site as a process of its own: it gets the machines, and no database. */
public final class ChildWorker implements AutoCloseable {
  private final Path log;
  private final CutLine line;
  private final List<String> arguments;
  private Process process;

  private ChildWorker(Path log, CutLine line, List<String> arguments) {
    this.log = log;
    this.line = line;
    this.arguments = arguments;
  }

  /**
   * @param line to the centre; its certificate is trusted
   * @param machines settings of the machines, their secrets and programs
   */
  public static ChildWorker start(
      String site, CutLine line, Path passwordFile, Map<String, String> machines, Path log)
      throws IOException {
    return start(site, line, line.base(), passwordFile, machines, log);
  }

  /** The same, with another address in its settings. */
  public static ChildWorker start(
      String site,
      CutLine line,
      URI centre,
      Path passwordFile,
      Map<String, String> machines,
      Path log)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    machines.forEach((name, value) -> arguments.add("--" + name + "=" + value));
    arguments.addAll(
        List.of(
            "--spring.profiles.active=worker",
            "--asv.worker.site=" + site,
            "--asv.worker.centre=" + centre,
            "--asv.worker.password-file=" + passwordFile,
            "--asv.steps.lock=5s",
            "--asv.steps.heartbeat=1s",
            "--asv.steps.retry-waits=1s,2s"));
    ChildWorker worker = new ChildWorker(log, line, arguments);
    worker.start();
    return worker;
  }

  public void start() throws IOException {
    process = ChildApplication.launch(log, line.trust(), arguments);
  }

  /** SIGKILL: its locks stay with the centre until they run out. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Its exit code, once it has ended by itself. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the worker is still running, see " + log);
    }
    return process.exitValue();
  }

  public boolean running() {
    return process.isAlive();
  }

  /** The test is over: a SIGKILL, since an orderly stop waits for a long poll to end. */
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
