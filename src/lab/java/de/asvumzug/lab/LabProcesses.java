package de.asvumzug.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Finds and ends the processes of a lab folder, whoever started them. */
final class LabProcesses {
  private LabProcesses() {}

  /** Servers and update services whose installation lies below the folder. */
  static List<LabProcess> below(Path folder) {
    return handles(folder).map(handle -> new LabProcess(handle.pid(), command(handle))).toList();
  }

  /** Asks them to end, then ends them by force after the patience. */
  static void end(Path folder, Duration patience) throws InterruptedException {
    List<ProcessHandle> all = handles(folder).toList();
    all.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + patience.toNanos();
    for (ProcessHandle handle : all) {
      if (!ended(handle, deadline - System.nanoTime())) {
        handle.destroyForcibly();
        ended(handle, TimeUnit.SECONDS.toNanos(5));
      }
    }
  }

  private static boolean ended(ProcessHandle handle, long nanos) throws InterruptedException {
    try {
      handle.onExit().get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      return !handle.isAlive();
    }
  }

  private static Stream<ProcessHandle> handles(Path folder) {
    String mark = "-Dasv.home=" + folder + "/";
    return ProcessHandle.allProcesses().filter(handle -> command(handle).contains(mark));
  }

  private static String command(ProcessHandle handle) {
    return handle.info().commandLine().orElse("");
  }
}
