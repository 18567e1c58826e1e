package de.asvumzug.asv.client;

import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * ASV clients. Placeholders: {@code {directory} {scheme} {address} {port} {serverUrl}}, for the
 * log-in {@code {user} {passwordFile}}.
 *
 * @param folder name of the test client's folder beside the server's; assumed
 * @param arguments of the installer for a client; assumed
 * @param localConfiguration local file of a client; name documented (guide), folder inferred
 * @param shippedConfiguration file of a client that is read where the local one does not name a
 *     key, and never written; name documented (guide), folder inferred
 * @param serverKey key of the server's address; documented (guide)
 * @param updateKey key of the update address; documented (guide)
 * @param serverUrl value of the server's address; format assumed
 * @param updateUrl value of the update address; format assumed
 * @param httpsSince first version that speaks HTTPS only; documented (dss/https_umstellung)
 * @param versionFile file below a client's folder whose first line is its version; assumed
 * @param minimumForHttps oldest client that can talk to a server that speaks HTTPS only; documented
 *     (dss/https_umstellung)
 * @param loginProgram program of the client that tries a log-in; assumed, left out if not there
 * @param loginArguments of that program; assumed
 * @param firstUser user of the first log-in after an installation; documented (anlage_schule)
 * @param firstPassword published initial password of that user (anlage_schule); no secret, it must
 *     be changed at once
 * @param exitCodes what exit codes of the client's installer other than 0 mean, German
 */
@ConfigurationProperties("asv.client")
public record ClientSettings(
    @DefaultValue("asv-testclient") String folder,
    @DefaultValue({"--client", "--directory", "{directory}", "--server-url", "{serverUrl}"})
        List<String> arguments,
    @DefaultValue("configuration/config.local.ini") String localConfiguration,
    @DefaultValue("configuration/config.ini") String shippedConfiguration,
    @DefaultValue("server.url") String serverKey,
    @DefaultValue("update.server") String updateKey,
    @DefaultValue("{scheme}://{address}:{port}") String serverUrl,
    @DefaultValue("{scheme}://{address}:{port}") String updateUrl,
    @DefaultValue("2.20.0") String httpsSince,
    @DefaultValue("asv.version") String versionFile,
    @DefaultValue("2.19.0") String minimumForHttps,
    @DefaultValue("bin/asv-client") String loginProgram,
    @DefaultValue({"login", "--user", "{user}", "--password-file", "{passwordFile}"})
        List<String> loginArguments,
    @DefaultValue("sys") String firstUser,
    @DefaultValue("!!ASV!!") String firstPassword,
    @DefaultValue Map<Integer, String> exitCodes) {

  public ClientSettings {
    exitCodes = exitCodes.isEmpty() ? ASSUMED : Map.copyOf(exitCodes);
  }

  private static final Map<Integer, String> ASSUMED =
      Map.of(
          1, "Der Aufruf passt nicht zu diesem Installer. Bitte asv.client.arguments prüfen.",
          3, "Der Zielordner ist nicht leer.");
}
