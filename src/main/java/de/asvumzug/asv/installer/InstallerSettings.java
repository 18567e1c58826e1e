package de.asvumzug.asv.installer;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the ASV-Installer is called. That it is a zip with {@code install.sh} is documented
 * (alle/technik/install/dss/linux/asv-server); arguments and exit codes are assumed.
 *
 * <p>Placeholders: {@code {directory} {variant} {certificate} {pinFile} {clientPort} {address}
 * {services} {version}} and for Enterprise {@code {databaseHost} {databasePort} {databaseName}
 * {databaseOwner} {databaseAdministrator} {databasePasswordFile}}. {@code {pinFile}} and {@code
 * {databasePasswordFile}} stand alone in their argument.
 *
 * @param script start script within the package
 * @param arguments for both variants
 * @param databaseArguments added for Enterprise
 * @param yes value of {@code {services}} if services are wanted
 * @param no value of {@code {services}} if not
 * @param exitCodes what an exit code other than 0 means, German
 * @param maxUnpacked most that a package may unpack to
 * @param maxEntries most files that a package may hold
 */
@ConfigurationProperties("asv.installer")
public record InstallerSettings(
    @DefaultValue("install.sh") String script,
    @DefaultValue({
          "--directory", "{directory}", "--variant", "{variant}",
          "--certificate", "{certificate}", "--pin-file", "{pinFile}",
          "--client-port", "{clientPort}", "--address", "{address}",
          "--services", "{services}"
        })
        List<String> arguments,
    @DefaultValue({
          "--database-host",
          "{databaseHost}",
          "--database-port",
          "{databasePort}",
          "--database-name",
          "{databaseName}",
          "--database-owner",
          "{databaseOwner}",
          "--database-administrator",
          "{databaseAdministrator}",
          "--database-password-file",
          "{databasePasswordFile}"
        })
        List<String> databaseArguments,
    @DefaultValue("yes") String yes,
    @DefaultValue("no") String no,
    @DefaultValue Map<Integer, String> exitCodes,
    @DefaultValue("20GB") DataSize maxUnpacked,
    @DefaultValue("200000") int maxEntries) {

  public InstallerSettings {
    exitCodes = exitCodes.isEmpty() ? ASSUMED : Map.copyOf(exitCodes);
  }

  private static final Map<Integer, String> ASSUMED =
      Map.of(
          1, "Der Aufruf passt nicht zu diesem Installer. Bitte asv.installer.arguments prüfen.",
          2, "Das Zertifikat oder die PIN wurde nicht angenommen. Bitte beides prüfen.",
          3, "Der Zielordner ist nicht leer.",
          4, "Die Datenbank ist nicht erreichbar oder lässt sich nicht anlegen.");
}
