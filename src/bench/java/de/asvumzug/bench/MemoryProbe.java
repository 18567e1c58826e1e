package de.asvumzug.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.transfer.Transfer;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.ProgressListener;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A JVM with a heap of 256 MB that transfers a backup as often as it takes to reach the bytes. */
final class MemoryProbe {
  private static final ObjectMapper JSON = JsonMapper.builder().findAndAddModules().build();

  private MemoryProbe() {}

  static String inSmallJvm(Path folder, BenchMachines machines, Backup backup, double gigabytes)
      throws Exception {
    Path order = folder.resolve("backup.json");
    Files.writeString(order, JSON.writeValueAsString(backup));
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-Xmx256m",
            "-Dbench.hosts=" + BenchMachines.TYPE,
            "-cp",
            classPath(),
            MemoryProbe.class.getName()));
    line.addAll(List.of(order.toString(), Double.toString(gigabytes)));
    line.addAll(machines.arguments());
    return Shell.run(line).lines().reduce((first, second) -> second).orElseThrow();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Arguments: file of the backup, gigabytes, and those of the machines. */
  public static void main(String[] arguments) throws Exception {
    Backup backup = JSON.readValue(Files.readString(Path.of(arguments[0])), Backup.class);
    double wanted = Double.parseDouble(arguments[1]) * 1e9;
    long sent = 0;
    try (BenchMachines machines =
        new BenchMachines(List.of(arguments).subList(2, arguments.length))) {
      for (int run = 1; sent < wanted; run++) {
        machines.clearReceived();
        String key = "memory-" + run;
        DetachedJobs jobs = new DetachedJobs(key, () -> false, Sleeper.REAL);
        BackupContext act = new BackupContext("U-2026-0001", key, jobs, ProgressListener.NONE);
        new Transfer().copy(machines.old(), backup, machines.fresh(), act);
        sent += backup.manifest().bytes();
      }
    }
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    System.out.printf(
        Locale.ROOT,
        "%.2f GB of a backup went through a JVM with `-Xmx256m`; at most %d MB of its heap were in"
            + " use, garbage included.%n",
        sent / 1e9,
        peak / 1_000_000);
  }
}
