package de.asvumzug.security.account;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The people who may log in, and the account of the workers.
 *
 * @param users created at start if they are not there yet; an existing user keeps his password
 * @param worker the account that carries out the steps on servers
 * @param sites accounts of workers on site, by the name that {@code asv.machines.<name>.worker}
 *     uses
 * @param breakGlass the way back in when no administrator can log in any more
 */
@ConfigurationProperties("asv")
public record PeopleSettings(
    @DefaultValue List<Person> users,
    @DefaultValue Worker worker,
    @DefaultValue Map<String, Site> sites,
    @DefaultValue BreakGlass breakGlass) {

  /**
   * One person.
   *
   * @param id log-in name: letters, digits, dot, hyphen, underscore, at sign
   * @param firstName as shown in the Tasklist
   * @param lastName as shown in the Tasklist
   * @param mail may be empty
   * @param groups ids of groups: technik, betreiber, it-management, camunda-admin, schule-NNNN
   * @param passwordFile file that holds the first password in its first line
   * @param password the first password in clear text; for the demo only
   */
  public record Person(
      String id,
      @DefaultValue("") String firstName,
      @DefaultValue("") String lastName,
      @DefaultValue("") String mail,
      @DefaultValue List<String> groups,
      String passwordFile,
      String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return "Person[" + id + ", " + groups + "]";
    }
  }

  /**
   * An administrator who is let in again at the start: made if he is not there, given the password
   * and the group camunda-admin. To be taken out of the settings afterwards.
   *
   * @param user log-in name; empty: nobody
   * @param passwordFile file with the password, which must be changed at the log-in
   */
  public record BreakGlass(@DefaultValue("") String user, String passwordFile) {}

  /**
   * The account of one site's worker.
   *
   * @param id its log-in name; empty: {@code worker-<site>}
   * @param passwordFile file with its password, the same that lies on site
   */
  public record Site(@DefaultValue("") String id, String passwordFile) {}

  /**
   * The workers' account.
   *
   * @param id its log-in name
   * @param passwordFile file with its password; without one a password is made up at every start,
   *     which is enough unless workers run on other machines or the application runs twice
   */
  public record Worker(@DefaultValue("worker") String id, String passwordFile) {}
}
