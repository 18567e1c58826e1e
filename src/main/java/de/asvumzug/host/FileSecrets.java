package de.asvumzug.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Secrets as files of one folder; the file's name is the secret's name. A final line break does not
 * count.
 */
@Component
class FileSecrets implements Secrets {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Path directory;
  private final SecretValues values;

  FileSecrets(HostSettings settings, SecretValues values) {
    this.directory = settings.secretsDirectory();
    this.values = values;
  }

  @Override
  public boolean exists(String name) {
    return NAME.matcher(name).matches() && Files.isRegularFile(directory.resolve(name));
  }

  @Override
  public String read(String name) {
    if (!exists(name)) {
      throw OperationFailed.lasting(
          "Das Geheimnis „"
              + name
              + "“ fehlt. Erwartet wird die Datei "
              + directory.resolve(name)
              + ", lesbar nur für den Benutzer dieser Anwendung.");
    }
    try {
      String secret = Files.readString(directory.resolve(name)).stripTrailing();
      values.remember(secret);
      return secret;
    } catch (IOException e) {
      throw OperationFailed.lasting(
          "Die Datei "
              + directory.resolve(name)
              + " lässt sich nicht lesen. Bitte die Rechte prüfen.",
          e);
    }
  }
}
