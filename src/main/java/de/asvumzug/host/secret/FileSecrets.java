package de.asvumzug.host.secret;

import de.asvumzug.host.HostSettings;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Secrets as files of one folder; the file's name is the secret's name. A final line break does not
 * count.
 */
@Component
public class FileSecrets implements Secrets {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private static final Set<PosixFilePermission> OF_OTHERS =
      Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
  private static final Logger LOG = LoggerFactory.getLogger(FileSecrets.class);

  private final Set<Path> warned = ConcurrentHashMap.newKeySet();
  private final Path directory;
  private final SecretValues values;
  private final PlanPermissions permissions;

  FileSecrets(HostSettings settings, SecretValues values, PlanPermissions permissions) {
    this.permissions = permissions;
    this.directory = settings.secretsDirectory();
    this.values = values;
  }

  @Override
  public boolean exists(String name) {
    return NAME.matcher(name).matches() && Files.isRegularFile(directory.resolve(name));
  }

  private void warnOfOthers(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view != null
        && view.readAttributes().permissions().stream().anyMatch(OF_OTHERS::contains)
        && warned.add(file)) {
      LOG.warn("{} ist für andere lesbar. Bitte die Rechte auf 0400 setzen.", file);
    }
  }

  @Override
  public String certificatePin(String machine, String name) {
    if (!permissions.pinSecret(machine, name)) {
      throw notPermitted("Das Geheimnis", name, "als PIN", machine, "pin-secrets");
    }
    return read(name);
  }

  @Override
  public DatabaseLogin databaseLogin(String machine, String host, String secret) {
    if (!permissions.databaseHost(machine, host)) {
      throw notPermitted("Der Datenbankserver", host, "als Ziel", machine, "database.hosts");
    }
    if (secret != null && !permissions.databaseSecret(machine, secret)) {
      throw notPermitted(
          "Das Geheimnis", secret, "als Datenbankkennwort", machine, "database.secrets");
    }
    return new DatabaseLogin(
        secret == null ? null : read(secret), demands(machine, host, secret != null));
  }

  /** A server elsewhere has to prove who it is before it gets anything, and then by TLS alone. */
  private Map<String, String> demands(String machine, String host, boolean password) {
    HostSettings.DatabaseAccess access = permissions.database(machine);
    Map<String, String> demands = new LinkedHashMap<>();
    if (password) {
      demands.put("PGREQUIREAUTH", access.authentication());
    }
    if (!PlanPermissions.staysOnTheMachine(host)) {
      demands.put("PGSSLMODE", "verify-full");
      if (access.rootCertificate() != null) {
        demands.put("PGSSLROOTCERT", access.rootCertificate());
      }
    }
    return demands;
  }

  private static OperationFailed notPermitted(
      String what, String name, String as, String machine, String setting) {
    return OperationFailed.permanent(
        "%s „%s“ ist für die Maschine %s nicht %s freigegeben.".formatted(what, name, machine, as),
        """
        Bitte den Plan berichtigen, oder die Freigabe in der Einstellung asv.machines.%s.%s \
        eintragen lassen."""
            .formatted(machine, setting));
  }

  @Override
  public String read(String name) {
    if (!exists(name)) {
      throw OperationFailed.permanent(
          """
          Das Geheimnis „%s“ fehlt. Erwartet wird die Datei %s, lesbar nur für den Benutzer \
          dieser Anwendung."""
              .formatted(name, directory.resolve(name)));
    }
    try {
      warnOfOthers(directory.resolve(name));
      String secret = Files.readString(directory.resolve(name)).stripTrailing();
      values.remember(secret);
      return secret;
    } catch (IOException e) {
      throw OperationFailed.permanent(
          "Die Datei %s lässt sich nicht lesen.".formatted(directory.resolve(name)),
          "Bitte die Rechte prüfen.",
          e);
    }
  }
}
