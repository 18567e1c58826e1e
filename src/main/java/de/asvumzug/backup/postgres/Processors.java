package de.asvumzug.backup.postgres;

import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.Host;
import java.io.IOException;
import java.util.List;

/** How many jobs of dump and restore a machine is given. */
public final class Processors {
  private static final int AT_MOST = 4;
  private static final int UNKNOWN = 2;

  private Processors() {}

  /**
   * One job for each processor, at most 4: beyond, the disk and the server's other work set the
   * pace. 2 where the machine does not tell.
   *
   * @param wanted the setting; 0 to ask the machine
   */
  public static int jobs(Host host, int wanted) throws IOException, InterruptedException {
    return wanted > 0 ? wanted : bounded(count(host));
  }

  static int bounded(int processors) {
    return Math.max(1, Math.min(AT_MOST, processors));
  }

  private static int count(Host host) throws IOException, InterruptedException {
    Command count =
        host.system() == Host.OperatingSystem.WINDOWS
            ? Command.of("cmd.exe", "/d", "/c", "echo %NUMBER_OF_PROCESSORS%")
            : Command.of("nproc");
    if (host.findProgram(count.arguments().get(0), List.of()).isEmpty()) {
      return UNKNOWN;
    }
    CommandResult result = host.run(count);
    String answer = result.output().strip();
    return result.succeeded() && answer.matches("\\d{1,4}") ? Integer.parseInt(answer) : UNKNOWN;
  }
}
