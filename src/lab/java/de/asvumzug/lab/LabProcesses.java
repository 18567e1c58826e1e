package de.asvumzug.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Finds and ends the processes of a lab folder, whoever started them. */
final class LabProcesses {
  private LabProcesses() {}

  /** Servers and update services whose installation lies below the folder. */
  static List<LabProcess> below(Path folder) {
    return handles(folder).map(handle -> new LabProcess(handle.pid(), command(handle))).toList();
  }

  /**
   * Asks them to end, then ends them by force after the patience; also what one of them has started
   * meanwhile.
   */
  static void end(Path folder, Duration patience) throws InterruptedException {
    for (List<ProcessHandle> all = handles(folder).toList();
        !all.isEmpty();
        all = handles(folder).toList()) {
      end(all, patience);
    }
  }

  /** The same for processes that are known. */
  static void end(List<ProcessHandle> all, Duration patience) throws InterruptedException {
    all.forEach(ProcessHandle::destroy);
    if (!ended(all, patience)) {
      all.forEach(ProcessHandle::destroyForcibly);
      ended(all, Duration.ofSeconds(5));
    }
  }

  /** Looks often: the JDK's own wait looks at strangers' processes about once a second. */
  private static boolean ended(List<ProcessHandle> all, Duration patience)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (all.stream().anyMatch(LabProcesses::runs)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return true;
  }

  /** A dead process that nobody has collected has no command line any more. */
  private static boolean runs(ProcessHandle handle) {
    return handle.isAlive() && !command(handle).isEmpty();
  }

  private static Stream<ProcessHandle> handles(Path folder) {
    String mark = "-Dasv.home=" + folder + "/";
    return ProcessHandle.allProcesses().filter(handle -> command(handle).contains(mark));
  }

  private static String command(ProcessHandle handle) {
    return handle.info().commandLine().orElse("");
  }
}
