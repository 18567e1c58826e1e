package de.asvumzug.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the numbers were measured on. */
final class Machine {
  private Machine() {}

  /** Lines of a list in Markdown. */
  static String describe(Path folder, BenchServers servers) throws Exception {
    return String.join(
        "\n",
        "- processor: " + field("/proc/cpuinfo", "model name") + ", " + cores() + " cores",
        "- memory: " + gigabytes(field("/proc/meminfo", "MemTotal")),
        "- disk: " + disk(folder),
        "- system: " + Shell.run(List.of("uname", "-sr")) + ", Java " + Runtime.version(),
        "- tools: "
            + String.join(
                "; ",
                Shell.run(List.of("pg_dump", "--version")),
                Shell.run(List.of("ssh", "-V")),
                first(Shell.run(List.of("rsync", "--version")))),
        "- servers: PostgreSQL "
            + BenchServers.value(servers.old, "postgres", "show server_version")
            + " (old) and "
            + BenchServers.value(servers.fresh, "postgres", "show server_version")
            + " (new), fsync "
            + BenchServers.value(servers.old, "postgres", "show fsync")
            + " and "
            + BenchServers.value(servers.fresh, "postgres", "show fsync")
            + ", otherwise as installed");
  }

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static String field(String file, String name) throws Exception {
    return Files.readAllLines(Path.of(file)).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static String gigabytes(String kilobytes) {
    double number = Double.parseDouble(kilobytes.replaceAll("[^0-9]", ""));
    return String.format(Locale.ROOT, "%.1f GB", number / 1024 / 1024);
  }

  private static String first(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static String disk(Path folder) throws Exception {
    Path file = folder.resolve("disk.tmp");
    try {
      String written =
          Shell.run(
              List.of("dd", "if=/dev/zero", "of=" + file, "bs=1M", "count=1024", "conv=fsync"));
      dropCaches();
      String read = Shell.run(List.of("dd", "if=" + file, "of=/dev/null", "bs=1M"));
      return "written with fsync at " + rate(written) + ", read at " + rate(read);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static String rate(String dd) {
    return dd.substring(dd.lastIndexOf(',') + 1).strip();
  }

  /** Everybody begins with what is on the disk, as far as this account may say so. */
  static boolean dropCaches() throws Exception {
    Shell.run(List.of("sync"));
    Path switchFile = Path.of("/proc/sys/vm/drop_caches");
    if (!Files.isWritable(switchFile)) {
      return false;
    }
    try {
      Files.writeString(switchFile, "3");
      return true;
    } catch (java.io.IOException e) {
      return false;
    }
  }
}
