package de.asvumzug.asv.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.PerMachine;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How {@code dbctl} is called. That it lies in {@code bin} is documented
 * (alle/technik/backup/sicherung); words, options and exit codes are assumed. Placeholders: {@code
 * {school} {folder} {file}}.
 *
 * @param program path below the installation's folder; on Windows {@code bin/dbctl.cmd}
 * @param list prints a line {@code number;name;state} for each school
 * @param lock keeps a school's users out
 * @param unlock lets them in again
 * @param backup makes a school backup and prints its path
 * @param restore brings a school backup in
 * @param delete removes a school
 * @param lockedState what {@code list} prints for a school that is locked
 * @param parallel how many schools are worked on at once on an Enterprise server; on a School
 *     server it is always one, its H2 file has one user at a time
 * @param parallelRestores how many of them may be restores; schools share teachers, and nothing is
 *     known of what dbctl makes of two restores at once
 * @param exitCodes what an exit code other than 0 means and what to do, German
 * @param machines those of single machines, from {@code asv.machines.<name>.dbctl}; cannot be set
 *     here
 */
@ConfigurationProperties("asv.dbctl")
public record DbctlSettings(
    @DefaultValue("bin/dbctl") String program,
    @DefaultValue("list") List<String> list,
    @DefaultValue({"lock", "--schule", "{school}"}) List<String> lock,
    @DefaultValue({"unlock", "--schule", "{school}"}) List<String> unlock,
    @DefaultValue({"backup", "--schule", "{school}", "--verzeichnis", "{folder}"})
        List<String> backup,
    @DefaultValue({"restore", "--datei", "{file}"}) List<String> restore,
    @DefaultValue({"delete", "--schule", "{school}"}) List<String> delete,
    @DefaultValue("gesperrt") String lockedState,
    @DefaultValue("2") int parallel,
    @DefaultValue("1") int parallelRestores,
    @DefaultValue Map<Integer, String> exitCodes,
    PerMachine<DbctlSettings> machines) {

  private static final Map<Integer, String> ASSUMED =
      Map.of(
          1, "Der Aufruf passt nicht zu dieser Version; bitte die Einstellungen asv.dbctl prüfen.",
          2, "Die Datenbank ist nicht erreichbar; bitte prüfen, ob sie läuft.",
          3, "Diese Schule gibt es dort nicht; bitte die Schulnummer im Plan prüfen.",
          20,
              "Das Datenmodell der Sicherung ist ein anderes; bitte zuerst beide Server auf dasselbe"
                  + " Release bringen und die Sicherung neu erstellen.",
          21,
              "Die Wertelisten sind andere; bitte auf beiden Servern die Wertelisten aktualisieren"
                  + " und die Sicherung neu erstellen.",
          22, "Die Sicherungsdatei ist beschädigt; bitte die Sicherung neu erstellen.",
          30, "Der ASV-Server läuft noch; er muss dafür gestoppt sein.");

  public DbctlSettings {
    if (parallel < 1) {
      throw new IllegalArgumentException(
          "dbctl.parallel muss mindestens 1 sein, nicht " + parallel);
    }
    if (parallelRestores < 1 || parallelRestores > parallel) {
      throw new IllegalArgumentException(
          "dbctl.parallel-restores muss zwischen 1 und dbctl.parallel liegen, nicht "
              + parallelRestores);
    }
    exitCodes = exitCodes.isEmpty() ? ASSUMED : Map.copyOf(exitCodes);
    machines = machines == null ? PerMachine.none() : machines;
  }

  /** What counts on a machine. */
  public DbctlSettings on(Endpoint endpoint) {
    return machines.of(endpoint.host().name(), this);
  }

  public DbctlSettings with(PerMachine<DbctlSettings> own) {
    return new DbctlSettings(
        program,
        list,
        lock,
        unlock,
        backup,
        restore,
        delete,
        lockedState,
        parallel,
        parallelRestores,
        exitCodes,
        own);
  }
}
