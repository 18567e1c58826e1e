package de.asvumzug.asv.update;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ASV-Updateinstaller is called; all assumed. Placeholders: {@code {directory} {version}}.
 *
 * @param script start script within the package
 * @param arguments of the script
 * @param nothingToDo exit code that says that the structure is up to date already
 * @param exitCodes what other exit codes than 0 mean, German
 */
@ConfigurationProperties("asv.update-installer")
public record UpdateInstallerSettings(
    @DefaultValue("update.sh") String script,
    @DefaultValue({"--directory", "{directory}"}) List<String> arguments,
    @DefaultValue("10") int nothingToDo,
    @DefaultValue Map<Integer, String> exitCodes) {

  public UpdateInstallerSettings {
    exitCodes = exitCodes.isEmpty() ? ASSUMED : Map.copyOf(exitCodes);
  }

  private static final Map<Integer, String> ASSUMED =
      Map.of(
          1, "Der Updateinstaller ist auf einen Fehler gestoßen.",
          20, "Die Datenbankstruktur ist zu alt: Sie muss vom direkt vorangehenden Release sein.",
          21, "Die Datenbankstruktur ist neuer als das Programm.",
          30, "Der ASV-Server läuft noch. Er muss für das Update gestoppt sein.");
}
