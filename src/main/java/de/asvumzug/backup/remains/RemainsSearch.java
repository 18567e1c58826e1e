package de.asvumzug.backup.remains;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.fence.MarksOfMoves;
import de.asvumzug.asv.fence.MarksOfMoves.Installed;
import de.asvumzug.asv.installer.Installer;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.service.UnitState;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.remains.Remains.Clearing;
import de.asvumzug.backup.remains.Remains.Remain;
import de.asvumzug.backup.restore.Mark;
import de.asvumzug.host.Host;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.secret.Secrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Looks on both machines for what a move that was taken back has left there. Whose a thing is, its
 * mark tells: the comment of a database or role, the note of an installation. It only looks; what
 * cannot be read is named as such.
 */
@Service
public class RemainsSearch {
  private final Secrets secrets;
  private final BackupSettings settings;
  private final Installer installer;
  private final AsvServices services;

  public RemainsSearch(
      Secrets secrets, BackupSettings settings, Installer installer, AsvServices services) {
    this.secrets = secrets;
    this.settings = settings;
    this.installer = installer;
    this.services = services;
  }

  /** What lies on both machines; one that does not answer is named. */
  public Remains look(Endpoint source, Endpoint target, String migrationId)
      throws InterruptedException {
    Finds finds = new Finds(target.host().name());
    if (target.host().answers()) {
      target(target, new Mark(migrationId, "", false), finds);
    } else {
      finds.unseen("Maschine " + target.host().name(), "sie antwortet nicht");
    }
    Finds old = new Finds(source.host().name());
    if (source.host().answers()) {
      String backups = Folders.backups(source.host(), migrationId);
      old.carefully(
          "Sicherungen",
          () ->
              old.addIfThere(
                  source.host(),
                  backups,
                  "Sicherungen dieses Umzugs mit Daten der Schulen",
                  Clearing.STAYS));
    } else {
      old.unseen("Maschine " + source.host().name(), "sie antwortet nicht");
    }
    List<Remain> all = new ArrayList<>(finds.things());
    all.addAll(old.things());
    return new Remains(all);
  }

  private void target(Endpoint target, Mark mark, Finds finds) throws InterruptedException {
    Host host = target.host();
    DatabaseRemains.of(target, secrets, settings).find(target, mark, finds);
    if (!target.installation().inUse()) {
      finds.carefully("Installationen", () -> installations(target, mark.migrationId(), finds));
      finds.carefully("Dienste", () -> units(target, finds));
    }
    finds.carefully(
        "übertragene Dateien",
        () ->
            finds.addIfThere(
                host,
                Folders.received(host, mark.migrationId()),
                "übertragene Kopien mit Daten der Schulen",
                Clearing.PRODUCT));
    finds.carefully(
        "Sicherungen",
        () ->
            finds.addIfThere(
                host,
                Folders.backups(host, mark.migrationId()),
                "Sicherungen, die dieser Umzug hier gemacht hat; was auf dem neuen Server erfasst wurde,"
                    + " gibt es vielleicht nur noch dort",
                Clearing.BY_HAND));
  }

  private void installations(Endpoint target, String migrationId, Finds finds) throws IOException {
    HostFiles files = target.host().files();
    List<Installed> marks =
        new MarksOfMoves(target.host())
            .installations().stream().filter(one -> one.migrationId().equals(migrationId)).toList();
    for (Installed mark : marks) {
      String what = mark.kind().equals("client") ? "Test-Client" : "ASV-Server";
      for (String folder : foldersOf(files, mark.directory())) {
        finds.add(folder, what + ", von diesem Umzug installiert", Clearing.PRODUCT);
      }
    }
    for (String planned : List.of(target.directory(), installer.clientDirectory(target))) {
      boolean ours = marks.stream().anyMatch(mark -> mark.directory().equals(planned));
      if (!ours && filled(files, planned)) {
        finds.add(
            planned, "nicht leer und ohne Vermerk dieses Umzugs; bitte klären", Clearing.BY_HAND);
      }
    }
  }

  /** An installation's folder as far as it is filled, and what was moved aside half-done. */
  static List<String> foldersOf(HostFiles files, String directory) throws IOException {
    List<String> folders = new ArrayList<>();
    if (filled(files, directory)) {
      folders.add(directory);
    }
    int number = 1;
    String aside = directory + Installer.ASIDE + number;
    while (files.stat(aside).isPresent()) {
      folders.add(aside);
      number++;
      aside = directory + Installer.ASIDE + number;
    }
    return folders;
  }

  private static boolean filled(HostFiles files, String path) throws IOException {
    return files.stat(path).isPresent()
        && (files.stat(path).get().isFile() || !files.list(path).isEmpty());
  }

  private void units(Endpoint target, Finds finds) throws IOException, InterruptedException {
    for (UnitState unit : List.of(services.server(target), services.updateService(target))) {
      if (unit.known()) {
        finds.add(
            "Dienst " + unit.unit(),
            unit.active() || unit.startable() ? "eingerichtet und eingeschaltet" : "abgeschaltet",
            unit.active() || unit.startable() ? Clearing.BY_HAND : Clearing.STAYS);
      }
    }
  }
}
