package de.asvumzug.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The machines that moves may use, and where secrets lie.
 *
 * @param machines by the name that plans use
 * @param secretsDirectory folder with one file per secret, readable by this application's user only
 */
@ConfigurationProperties("asv")
public record HostSettings(
    @DefaultValue Map<String, Machine> machines,
    @DefaultValue("/run/secrets") Path secretsDirectory) {

  /**
   * How a machine is reached.
   *
   * @param type {@code local}: this machine
   * @param path folders searched for programs before the machine's own PATH
   * @param workFolder folder that belongs to the product there: jobs, backups, transferred copies
   * @param commandTimeout after which a short command is ended by force
   * @param worker name of the site whose worker alone reaches the machine (type worker)
   */
  public record Machine(
      @DefaultValue("local") Type type,
      @DefaultValue List<String> path,
      @DefaultValue("/var/lib/asv-umzug") Path workFolder,
      @DefaultValue("60s") Duration commandTimeout,
      String worker) {}

  /** Ways to reach a machine. */
  public enum Type {
    LOCAL,
    /** Reached by the worker of a site only; the centre knows no more than its name. */
    WORKER
  }
}
