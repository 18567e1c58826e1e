package de.asvumzug.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
   * How a machine is reached, and what the product may use there.
   *
   * @param type {@code local}: this machine; {@code ssh}: over SSH; {@code worker}: only by the
   *     worker of its site
   * @param system {@code linux} or {@code windows}
   * @param address name or address of a machine that is reached over SSH
   * @param port of its SSH server
   * @param user who logs in there; best ASV's own user
   * @param keyFile private key of the log-in, readable by this application's user only
   * @param passwordSecret instead of a key: name of the secret that holds the password
   * @param knownHosts file of the host keys that are trusted, as OpenSSH keeps it
   * @param jump machine that the connection goes through; none if left out
   * @param sudo programs that run through {@code sudo -n} there, by name or whole path
   * @param sessions SSH connections at a time
   * @param patience how long to try again to reach a machine that does not answer
   * @param authorizedKeys the log-in's list of keys, for direct transfers; relative to its home
   * @param direct whether other machines may send files here directly
   * @param worker name of the site whose worker reaches the machine
   * @param path folders searched for programs before the machine's own PATH
   * @param workFolder folder that belongs to the product there: jobs, backups, transferred copies
   * @param commandTimeout after which a short command is ended by force
   * @param database what a plan may have logged in to from here
   * @param pinSecrets secrets that a plan may name as the PIN of a certificate that lies here
   */
  public record Machine(
      @DefaultValue("local") Type type,
      @DefaultValue("linux") Host.OperatingSystem system,
      String address,
      @DefaultValue("22") int port,
      String user,
      Path keyFile,
      String passwordSecret,
      Path knownHosts,
      Jump jump,
      @DefaultValue Set<String> sudo,
      @DefaultValue("2") int sessions,
      @DefaultValue("60s") Duration patience,
      @DefaultValue(".ssh/authorized_keys") String authorizedKeys,
      @DefaultValue("true") boolean direct,
      String worker,
      @DefaultValue List<String> path,
      @DefaultValue("/var/lib/asv-umzug") String workFolder,
      @DefaultValue("60s") Duration commandTimeout,
      @DefaultValue DatabaseAccess database,
      @DefaultValue Set<String> pinSecrets) {}

  /**
   * PostgreSQL as reached from a machine.
   *
   * @param hosts addresses of servers that a plan may name
   * @param secrets those that a plan may name as a password
   * @param authentication ways in which a server may ask for the password, as libpq's {@code
   *     require_auth} lists them; counts from PostgreSQL's client programs 16 on
   * @param rootCertificate file on the machine with the authority of servers that are not on it
   *     themselves; null: libpq's own default
   */
  public record DatabaseAccess(
      @DefaultValue({"localhost", "127.0.0.1", "::1"}) Set<String> hosts,
      @DefaultValue Set<String> secrets,
      @DefaultValue("scram-sha-256") String authentication,
      String rootCertificate) {}

  /**
   * A machine on the way to another one.
   *
   * @param keyFile private key of the log-in; the machine's own if left out
   */
  public record Jump(String address, @DefaultValue("22") int port, String user, Path keyFile) {}

  /** Ways to reach a machine. */
  public enum Type {
    LOCAL,
    SSH,
    WORKER
  }
}
