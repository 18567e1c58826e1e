package de.asvumzug.check.around;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.database.DatabaseEngines;
import de.asvumzug.asv.files.LocalConfiguration;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.host.Command;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.job.JobResult;
import de.asvumzug.host.job.Jobs;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Whether the new server will be backed up every night. The update service does it by itself for
 * School, but for Enterprise only after extra configuration, and nobody notices its absence
 * (docs/domain.md §3.1, trap 15). So it is run once and its file looked at.
 */
@Component
public class RegularBackupCheck {
  private static final String TITLE = "Regelmäßige Sicherung";

  private final RegularBackupSettings settings;
  private final DatabaseEngines engines;

  public RegularBackupCheck(RegularBackupSettings settings, DatabaseEngines engines) {
    this.settings = settings;
    this.engines = engines;
  }

  /**
   * Looks at the settings and the folder, runs the backup once, and looks at what it left.
   *
   * @param key names this attempt's folder, where is noted what lay there before
   */
  public Findings check(Endpoint target, String key, Jobs jobs)
      throws IOException, InterruptedException {
    List<Finding> findings = new ArrayList<>();
    if (!settings.ownBackup().isBlank()) {
      findings.add(
          Finding.warning(
              TITLE,
              "eigene Sicherung des Betreibers: " + settings.ownBackup(),
              "jede Nacht eine Sicherung",
              "Bitte am Morgen nach der ersten Nacht nachsehen, ob sie gelaufen ist."));
      return new Findings(findings, Instant.now());
    }
    if (!enabled(target)) {
      findings.add(notSetUp(target));
      return new Findings(findings, Instant.now());
    }
    Optional<String> folder =
        setting(target, settings.directoryKey()).map(path -> absolute(target, path));
    if (folder.isEmpty() || !writable(target.host().files(), folder.get())) {
      findings.add(noFolder(folder));
      return new Findings(findings, Instant.now());
    }
    findings.add(Finding.ok(TITLE, "eingeschaltet, Ziel " + folder.get(), "eingeschaltet"));
    findings.add(space(target, folder.get()));
    findings.add(trial(target, folder.get(), key, jobs));
    return new Findings(findings, Instant.now());
  }

  /** A relative folder lies below the installation; assumed. */
  private static String absolute(Endpoint target, String path) {
    return path.matches("/.*|[A-Za-z]:.*") ? path : target.directory() + "/" + path;
  }

  /** On by default for School; Enterprise needs folder and pg_dump besides the switch. */
  private boolean enabled(Endpoint target) throws IOException {
    boolean byItself = target.installation().variant().embedded();
    boolean on = setting(target, settings.enabledKey()).map(Boolean::parseBoolean).orElse(byItself);
    return on && (byItself || setting(target, settings.dumpProgramKey()).isPresent());
  }

  private Optional<String> setting(Endpoint target, String key) throws IOException {
    HostFiles files = target.host().files();
    for (String file : List.of(settings.localFile(), settings.shippedFile())) {
      Optional<String> value =
          LocalConfiguration.read(files, target.directory() + "/" + file).get(key);
      if (value.filter(text -> !text.isBlank()).isPresent()) {
        return value.map(String::strip);
      }
    }
    return Optional.empty();
  }

  private Finding notSetUp(Endpoint target) {
    boolean dumps = !target.installation().variant().embedded();
    return Finding.blocking(
        TITLE,
        dumps ? "für PostgreSQL nicht eingerichtet" : "ausgeschaltet",
        "jede Nacht eine Sicherung",
        """
        Bitte in %s %s=true und %s%s eintragen; oder, wenn der Server anders gesichert wird, \
        diese Sicherung unter asv.regular-backup.own-backup nennen."""
            .formatted(
                settings.localFile(),
                settings.enabledKey(),
                settings.directoryKey(),
                dumps ? " sowie " + settings.dumpProgramKey() : ""));
  }

  private Finding noFolder(Optional<String> folder) {
    return Finding.blocking(
        TITLE,
        folder
            .map(path -> "Ordner " + path + " fehlt oder ist nicht beschreibbar")
            .orElse("kein Zielordner eingetragen"),
        "beschreibbarer Ordner",
        "Bitte den Ordner anlegen und in %s unter %s eintragen."
            .formatted(settings.localFile(), settings.directoryKey()));
  }

  private static boolean writable(HostFiles files, String folder) throws IOException {
    if (files.statBehind(folder).filter(stat -> stat.kind() == FileStat.Kind.FOLDER).isEmpty()) {
      return false;
    }
    String probe = folder + "/asv-umzug-schreibprobe.tmp";
    try {
      files.writeText(probe, "Schreibprobe\n");
      files.delete(probe);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private Finding space(Endpoint target, String folder) throws IOException, InterruptedException {
    long data = engines.of(target).dataBytes(target);
    long wanted = (long) (data * settings.spaceFactor());
    long free = target.host().files().freeBytes(folder);
    String title = TITLE + ": Platz";
    String reading = GermanFormat.bytes(free) + " frei in " + folder;
    return free >= wanted
        ? Finding.ok(title, reading, GermanFormat.bytes(wanted))
        : Finding.blocking(
            title,
            reading,
            GermanFormat.bytes(wanted),
            "Bitte Platz schaffen oder den Ordner ändern.");
  }

  private Finding trial(Endpoint target, String folder, String key, Jobs jobs)
      throws IOException, InterruptedException {
    String title = TITLE + ": Probelauf";
    String program = target.directory() + "/" + settings.trigger();
    if (target.host().files().stat(program).isEmpty()) {
      return Finding.warning(
          title,
          "kein Programm zum Anstoßen gefunden",
          settings.trigger(),
          "Bitte am Morgen nach der ersten Nacht nachsehen, ob in %s eine Sicherung liegt."
              .formatted(folder));
    }
    String before = before(target, folder, key);
    JobResult result =
        jobs.run(
            target.host(),
            "backup-trial",
            Command.of(program).in(target.directory()),
            Jobs.Poll.NOTHING);
    if (!result.succeeded()) {
      return Finding.blocking(
          title,
          "endete mit Rückgabewert " + result.exitCode() + ": " + result.logTail().strip(),
          "Rückgabewert 0",
          "Bitte die Einstellungen der Sicherung prüfen und den Schritt wiederholen.");
    }
    return newest(target, folder, before)
        .map(
            file ->
                Finding.ok(
                    title, file.path() + ", " + GermanFormat.bytes(file.size()), "Datei von heute"))
        .orElseGet(
            () ->
                Finding.blocking(
                    title,
                    "keine neue Sicherung in " + folder,
                    "nicht leere Datei von heute",
                    "Bitte den Zielordner und die Meldungen des Aktualisierungsdienstes prüfen."));
  }

  /** Noted once an attempt: carried out again after the run, the step still knows what is new. */
  private static String before(Endpoint target, String folder, String key) throws IOException {
    HostFiles files = target.host().files();
    String note = target.host().workFolder() + "/checks/" + key + "/backups-before";
    if (files.stat(note).isEmpty()) {
      files.createFolders(note.substring(0, note.lastIndexOf('/')));
      String lines =
          files.list(folder).stream()
              .map(file -> identity(file) + "\n")
              .collect(Collectors.joining());
      files.writeText(note, lines);
    }
    return files.readText(note);
  }

  private static String identity(FileStat file) {
    return file.modified() + " " + file.size() + " " + file.path();
  }

  private static Optional<FileStat> newest(Endpoint target, String folder, String before)
      throws IOException {
    Set<String> known = Set.copyOf(List.of(before.split("\n")));
    ZoneId zone = ZoneId.of("Europe/Berlin");
    LocalDate today = LocalDate.ofInstant(target.host().clock(), zone);
    return target.host().files().list(folder).stream()
        .filter(file -> file.isFile() && file.size() > 0)
        .filter(file -> !known.contains(identity(file)))
        .filter(file -> LocalDate.ofInstant(file.modified(), zone).equals(today))
        .max(Comparator.comparing(FileStat::modified));
  }
}
