package de.asvumzug.check.around;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.files.LocalConfiguration;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.finding.PreparationSettings;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The server that is to be worked on has a regular backup of late (trap 15: without set-up there is
 * none and nobody notices). The move makes its own backup, so this warns and does not block.
 */
@Component
@Order(110)
public class LastBackupCheck implements PreflightCheck {
  private final RegularBackupSettings backups;
  private final PreparationSettings settings;

  public LastBackupCheck(RegularBackupSettings backups, PreparationSettings settings) {
    this.backups = backups;
    this.settings = settings;
  }

  @Override
  public String title() {
    return "Letzte regelmäßige Sicherung";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return side == Side.SOURCE || migration.target().inUse();
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException {
    Endpoint endpoint = context.site();
    Optional<String> folder = folder(endpoint);
    String limit = "höchstens " + settings.backupAge().toHours() + " Stunden alt";
    if (folder.isEmpty() || endpoint.host().files().stat(folder.get()).isEmpty()) {
      return List.of(none(folder.map(path -> "Ordner " + path + " fehlt"), limit));
    }
    Optional<FileStat> newest =
        endpoint.host().files().list(folder.get()).stream()
            .filter(file -> file.isFile() && file.size() > 0)
            .max(Comparator.comparing(FileStat::modified));
    if (newest.isEmpty()) {
      return List.of(none(Optional.of("keine Datei in " + folder.get()), limit));
    }
    return List.of(judge(newest.get(), endpoint.host().clock(), limit));
  }

  private Finding judge(FileStat file, Instant now, String limit) {
    Duration age = Duration.between(file.modified(), now);
    String reading =
        file.path()
            + ", "
            + GermanFormat.bytes(file.size())
            + ", "
            + age.toHours()
            + " Stunden alt";
    return age.compareTo(settings.backupAge()) <= 0
        ? Finding.ok(title(), reading, limit)
        : Finding.warning(
            title(),
            reading,
            limit,
            "Die nächtliche Sicherung ist ausgeblieben. Bitte vor dem Umzug klären, warum, und eine"
                + " Sicherung von Hand machen.");
  }

  private Finding none(Optional<String> why, String limit) {
    boolean other = !backups.ownBackup().isBlank();
    return Finding.warning(
        title(),
        other
            ? "anders gesichert, hier nicht prüfbar: " + backups.ownBackup()
            : why.orElse("keine eingerichtet"),
        limit,
        other
            ? "Bitte dort nachsehen, von wann die letzte Sicherung ist."
            : "Bitte klären, wie dieser Server gesichert wird, und vor dem Umzug eine Sicherung von"
                + " Hand machen.");
  }

  private Optional<String> folder(Endpoint endpoint) throws IOException {
    HostFiles files = endpoint.host().files();
    for (String file : List.of(backups.localFile(), backups.shippedFile())) {
      Optional<String> value =
          LocalConfiguration.read(files, endpoint.directory() + "/" + file)
              .get(backups.directoryKey())
              .filter(text -> !text.isBlank());
      if (value.isPresent()) {
        String path = value.get().strip();
        return Optional.of(
            path.matches("/.*|[A-Za-z]:.*") ? path : endpoint.directory() + "/" + path);
      }
    }
    return Optional.empty();
  }
}
