package de.asvumzug.backup.restore;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings of the sessions that restore, and of them alone: the server's own stay as they are.
 *
 * <p>Commits do not wait for the disk. That is safe, because the restored database counts only once
 * the swap has been committed, which waits for everything before it; if the machine goes down
 * before, the restore begins anew.
 */
public final class RestoreSession {
  private static final long MEGABYTE = 1 << 20;
  private static final long LEAST = 64;

  /** Beyond, sorting gets slower, not faster: what it works on leaves the processor's cache. */
  private static final long MOST = 256;

  /** Of the machine's memory for all jobs together; the new server is stopped meanwhile. */
  private static final int SHARE = 8;

  private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");

  private RestoreSession() {}

  /**
   * For {@code Postgres.withSettings}.
   *
   * @param memory of the machine, in bytes; 0 if unknown
   */
  public static List<String> settings(int jobs, long memory) {
    long each = memory / SHARE / jobs / MEGABYTE;
    return List.of(
        "synchronous_commit=off",
        "maintenance_work_mem=" + Math.max(LEAST, Math.min(MOST, each)) + "MB",
        "max_parallel_maintenance_workers=" + jobs,
        "session_replication_role=origin");
  }

  /** In bytes; 0 where the machine does not tell. */
  static long memory(Host host) throws IOException, InterruptedException {
    if (host.system() == Host.OperatingSystem.WINDOWS
        || host.findProgram("grep", List.of()).isEmpty()) {
      return 0;
    }
    CommandResult result = host.run(Command.of("grep", "MemTotal", "/proc/meminfo"));
    Matcher matcher = TOTAL.matcher(result.output());
    return result.succeeded() && matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : 0;
  }
}
