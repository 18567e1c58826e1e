package de.asvumzug.backup.configuration;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupFolder;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.Cancellation;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.ManifestDraft;
import de.asvumzug.backup.Parallel;
import de.asvumzug.backup.ProgressCounter;
import de.asvumzug.backup.Vault;
import de.asvumzug.host.Command;
import de.asvumzug.host.CommandResult;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/**
 * Backs all program and configuration files of an installation up as plain files; its database has
 * a backup of its own. Local files hold the database password: the folder is private and no content
 * is ever logged.
 */
@Service
public class ConfigurationBackup {
  private static final char NOT_UTF_8 = '\uFFFD';

  private final BackupSettings settings;
  private final LayoutSettings layout;
  private final Vault vault;

  public ConfigurationBackup(BackupSettings settings, LayoutSettings layout, Vault vault) {
    this.vault = vault;
    this.layout = layout;
    this.settings = settings;
  }

  /**
   * Makes the backup, or returns the one that this move has made before.
   *
   * @throws OperationFailed naming a device, socket or pipe, which no copy can hold, or a name that
   *     is not in UTF-8
   */
  public Backup backUp(Endpoint endpoint, BackupContext act)
      throws IOException, InterruptedException {
    BackupFolder folder = new BackupFolder(endpoint, BackupComponent.CONFIGURATION, act, vault);
    Optional<Backup> finished = folder.finished();
    if (finished.isPresent()) {
      return finished.get();
    }
    HostFiles files = endpoint.host().files();
    if (files.stat(endpoint.directory()).isEmpty()) {
      throw OperationFailed.permanent(
          "Das Verzeichnis %s fehlt auf %s."
              .formatted(endpoint.directory(), endpoint.host().name()),
          "Bitte das Verzeichnis der Installation im Plan prüfen.");
    }
    List<FileStat> all =
        files.list(endpoint.directory()).stream().filter(file -> !skipped(file.path())).toList();
    refuseSpecialFiles(endpoint, all);
    refuseOddNames(endpoint, all);
    folder.begin();
    files.createFolders(folder.path() + "/" + BackupFolder.FILES);
    copy(endpoint, folder.path() + "/" + BackupFolder.FILES, all, act);
    List<String> linked = local(endpoint, all, FileStat.Kind.LINK);
    for (String name : linked) {
      follow(endpoint, name, folder.path() + "/" + BackupFolder.FILES);
    }
    List<String> local = new ArrayList<>(local(endpoint, all, FileStat.Kind.FILE));
    local.addAll(linked);
    List<FileStat> otherLinks =
        all.stream()
            .filter(file -> file.kind() == FileStat.Kind.LINK && !linked.contains(file.path()))
            .toList();
    List<Manifest.Link> links = links(endpoint, otherLinks);
    if (!links.isEmpty()) {
      act.notes()
          .note(
              "Verknüpfungen in der Installation: notiert, was hinter ihnen liegt, ist nicht"
                  + " gesichert",
              links.stream().collect(Collectors.toMap(Manifest.Link::path, Manifest.Link::target)));
    }
    return folder.finish(
        new ManifestDraft(
            Manifest.Kind.CONFIGURATION,
            Map.of("ASV", endpoint.installation().version().toString()),
            links,
            local));
  }

  private List<String> local(Endpoint endpoint, List<FileStat> all, FileStat.Kind kind) {
    return layout.on(endpoint).localFiles().stream()
        .filter(name -> all.stream().anyMatch(f -> f.kind() == kind && f.path().equals(name)))
        .toList();
  }

  /** What an installation is set to lies behind such a link, wherever that is. */
  private static void follow(Endpoint endpoint, String name, String folder) throws IOException {
    try {
      endpoint.host().files().copyWithSum(endpoint.directory() + "/" + name, folder + "/" + name);
    } catch (IOException e) {
      throw OperationFailed.permanent(
          "%s/%s auf %s ist eine Verknüpfung, hinter der keine lesbare Datei liegt (%s)."
              .formatted(endpoint.directory(), name, endpoint.host().name(), e.getMessage()),
          """
          Bitte sie richtigstellen oder durch die Datei selbst ersetzen und den Schritt \
          wiederholen.""",
          e);
    }
  }

  private boolean skipped(String path) {
    return settings.skipped().stream()
        .anyMatch(folder -> path.equals(folder) || path.startsWith(folder + "/"));
  }

  private static void refuseSpecialFiles(Endpoint endpoint, List<FileStat> all) {
    List<String> special =
        all.stream().filter(f -> f.kind() == FileStat.Kind.OTHER).map(FileStat::path).toList();
    if (!special.isEmpty()) {
      throw OperationFailed.permanent(
          "In %s auf %s liegen Geräte, Sockets oder Pipes, die sich nicht sichern lassen: %s."
              .formatted(endpoint.directory(), endpoint.host().name(), String.join(", ", special)),
          "Bitte entfernen, wenn ihr Programm beendet ist.");
    }
  }

  /** No program of ours can be handed such a name; the copy would fail on a file that is there. */
  private static void refuseOddNames(Endpoint endpoint, List<FileStat> all) {
    List<String> odd =
        all.stream().map(FileStat::path).filter(path -> path.indexOf(NOT_UTF_8) >= 0).toList();
    if (!odd.isEmpty()) {
      throw OperationFailed.permanent(
          """
          In %s auf %s liegen Dateien, deren Name nicht in UTF-8 geschrieben ist: %s. \
          Sie ließen sich nicht sichern."""
              .formatted(endpoint.directory(), endpoint.host().name(), String.join(", ", odd)),
          """
          Bitte sie umbenennen (etwa mit convmv) oder, wenn sie nicht zu ASV gehören, aus dem \
          Ordner nehmen, und den Schritt wiederholen.""");
    }
  }

  private static void copy(Endpoint endpoint, String folder, List<FileStat> all, BackupContext act)
      throws IOException, InterruptedException {
    HostFiles files = endpoint.host().files();
    files.createAllFolders(
        all.stream()
            .filter(file -> file.kind() == FileStat.Kind.FOLDER)
            .map(file -> folder + "/" + file.path())
            .toList());
    List<FileStat> plain = all.stream().filter(FileStat::isFile).toList();
    long total = plain.stream().mapToLong(FileStat::size).sum();
    ProgressCounter tally =
        new ProgressCounter(act.progress(), total, "Programm- und Konfigurationsdateien");
    for (List<FileStat> portion : Parallel.portions(plain, FileStat::size)) {
      Cancellation.check();
      Map<String, String> copies = new LinkedHashMap<>();
      for (FileStat file : portion) {
        copies.put(endpoint.directory() + "/" + file.path(), folder + "/" + file.path());
      }
      files.copyAll(copies);
      portion.forEach(file -> tally.add(file.size()));
    }
  }

  private static void requireLinkTargets(Endpoint endpoint, FileStat link) {
    if (endpoint.host().system() == Host.OperatingSystem.WINDOWS) {
      throw OperationFailed.permanent(
          """
          In der Installation auf %s ist %s eine Verknüpfung. \
          Auf Windows wird nicht gelesen, wohin sie führt; bitte sie durch die wirkliche Datei \
          ersetzen und den Schritt wiederholen."""
              .formatted(endpoint.host().name(), link.path()));
    }
  }

  private static List<Manifest.Link> links(Endpoint endpoint, List<FileStat> found)
      throws IOException, InterruptedException {
    List<Manifest.Link> links = new ArrayList<>();
    for (FileStat link : found) {
      requireLinkTargets(endpoint, link);
      CommandResult target =
          endpoint
              .host()
              .run(Command.of("readlink", "-n", "--", endpoint.directory() + "/" + link.path()));
      links.add(new Manifest.Link(link.path(), target.output()));
    }
    return links;
  }
}
