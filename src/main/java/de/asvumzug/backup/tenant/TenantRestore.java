package de.asvumzug.backup.tenant;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.SbzName;
import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupComponent;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.Folders;
import de.asvumzug.backup.Manifest;
import de.asvumzug.backup.OpenBackup;
import de.asvumzug.backup.Vault;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.release.Release;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/**
 * Restores one school into the target (guide, "Einspielung der Sicherung für einen Mandanten").
 * Whatever may speak against it is looked at before anything is touched. A note on the target tells
 * a school that this move brought there from one that was there before.
 */
@Service
public class TenantRestore {
  private static final String BEGUN = "begonnen";
  private static final String DONE = "fertig";

  private final Dbctl dbctl;
  private final Guard guard;
  private final SchemaVersionReader structure;
  private final HostConcurrencyLimiter share;
  private final Vault vault;

  public TenantRestore(
      Dbctl dbctl,
      Guard guard,
      SchemaVersionReader structure,
      HostConcurrencyLimiter share,
      Vault vault) {
    this.vault = vault;
    this.dbctl = dbctl;
    this.guard = guard;
    this.structure = structure;
    this.share = share;
  }

  /**
   * The file is the one that was backed up, and the stopped target can take it. It only reads.
   *
   * @throws OperationFailed if not; nothing has been touched then
   */
  public Manifest.Entry requireFit(TenantRestoreOrder order, BackupContext act) throws Exception {
    Endpoint target = order.target();
    // Alone: nothing else is at work on a school there. What this step has left running has ended
    // by then.
    share.alone(target, act, alone -> guard.proveStopped(target, act.own()));
    vault.requireTrue(target, order.received(), act);
    List<Manifest.Entry> files = order.received().manifest().files();
    if (files.size() != 1 || !order.school().equals(order.received().school())) {
      throw OperationFailed.permanent(
          "%s auf %s ist nicht die Sicherung der Schule %s."
              .formatted(order.received().folder(), target.host().name(), order.school()),
          "Bitte den Schritt „Schule sichern“ wiederholen.");
    }
    Release installed =
        share
            .among(target, act, placed -> structure.version(target))
            .orElse(target.installation().version());
    String there = SbzName.dataModelOf(installed);
    String brought = SbzName.parse(files.get(0).path()).dataModel();
    if (!brought.equals(there)) {
      throw OperationFailed.permanent(
          """
          Die Sicherung der Schule %s hat das Datenmodell %s, die Datenbank auf %s hat %s (%s). \
          Schulscharfe Sicherungen lassen sich nicht aktualisieren: Bitte den neuen Server auf \
          dasselbe Release bringen."""
              .formatted(order.school(), brought, target.host().name(), there, installed));
    }
    return files.get(0);
  }

  /**
   * Restores, or finds that this move has done so before: what has been entered since stays.
   *
   * @throws OperationFailed (permanent) if the target holds other schools and was not backed up, or
   *     if this school was there already; nothing has been touched then
   */
  public TenantRestored restore(TenantRestoreOrder order, BackupContext act) throws Exception {
    Manifest.Entry file = requireFit(order, act);
    OpenBackup open = vault.open(order.target(), order.received(), act);
    return share.restoring(
        order.target(),
        act,
        placed -> {
          List<Tenant> there = dbctl.list(order.target());
          if (!(state(order, act, DONE, file) && holds(there, order.school()))) {
            requireSafe(order, there, state(order, act, BEGUN, file));
            note(order, act, BEGUN, file);
            bringIn(order, open, file, placed, act);
            requireFound(order, dbctl.list(order.target()));
            note(order, act, DONE, file);
          }
          return restored(order, file, false);
        });
  }

  private void bringIn(
      TenantRestoreOrder order,
      OpenBackup open,
      Manifest.Entry file,
      BackupContext placed,
      BackupContext act)
      throws IOException, InterruptedException {
    open.unfold(List.of(file.path()), "decrypt-" + order.school());
    try {
      dbctl.restore(
          order.target(), open.folder() + "/" + file.path(), placed.jobs(), act.progress());
    } catch (OperationFailed e) {
      open.close();
      throw e;
    }
    // Not where the line is cut or this application ends: dbctl goes on there and reads it.
    open.close();
  }

  /**
   * Puts the plain file where a person can bring it in from.
   *
   * @return where it lies; the copy itself if it is not encrypted
   */
  public LaidOut layOut(Endpoint target, Backup received, BackupContext act)
      throws IOException, InterruptedException {
    OpenBackup open = vault.open(target, received, act);
    open.unfold(List.of(), "decrypt-" + received.school());
    Manifest.Entry file = received.manifest().files().get(0);
    return new LaidOut(
        target.host().name(), open.folder() + "/" + file.path(), file.originalSha256());
  }

  /** Removes what was laid out for a person. */
  public void takeAway(Endpoint target, Backup received, BackupContext act)
      throws IOException, InterruptedException {
    vault.open(target, received, act).close();
  }

  /** What a person has restored, after {@link #requireFit}. */
  public TenantRestored restored(TenantRestoreOrder order, Manifest.Entry file, boolean byHand) {
    return new TenantRestored(
        order.target().host().name(), order.school(), file.path(), file.originalSha256(), byHand);
  }

  /** Rule I2: nothing is written over that has not been backed up in this move. */
  private static void requireSafe(TenantRestoreOrder order, List<Tenant> there, boolean begun) {
    String machine = order.target().host().name();
    if (holds(there, order.school()) && !begun) {
      throw OperationFailed.permanent(
          """
          Die Schule %s gibt es auf %s schon, und sie stammt nicht aus diesem Umzug. \
          Eine Einspielung würde ihre Daten ersetzen."""
              .formatted(order.school(), machine),
          "Bitte klären, was dort liegt; nur der Betreiber kann sie dort löschen.");
    }
    if (order.targetBackup().filter(backup -> ofTarget(backup, order)).isPresent()) {
      return;
    }
    List<String> others =
        there.stream().map(Tenant::number).filter(n -> !order.moving().contains(n)).toList();
    boolean fresh = order.fresh().filter(proof -> proof.machine().equals(machine)).isPresent();
    if (!fresh || !others.isEmpty()) {
      throw OperationFailed.permanent(
          """
          Auf %s wird nichts eingespielt: Der Server ist nicht nachweislich die Neuinstallation \
          dieses Umzugs%s, und er wurde in diesem Umzug nicht gesichert."""
              .formatted(
                  machine,
                  others.isEmpty() ? "" : ", dort liegen die Schulen " + String.join(", ", others)),
          "Bitte zuerst sichern.");
    }
  }

  private static boolean ofTarget(Backup backup, TenantRestoreOrder order) {
    return backup.side() == Side.TARGET
        && backup.manifest().migration().equals(order.received().manifest().migration())
        && backup.machine().equals(order.target().host().name());
  }

  private static void requireFound(TenantRestoreOrder order, List<Tenant> there) {
    if (!holds(there, order.school())) {
      throw OperationFailed.permanent(
          """
          dbctl hat die Sicherung der Schule %s auf %s ohne Fehler eingespielt, nennt sie aber \
          nicht unter den Schulen: %s."""
              .formatted(
                  order.school(),
                  order.target().host().name(),
                  there.stream().map(Tenant::number).toList()),
          "Bitte prüfen, welche Schule die Sicherung enthält.");
    }
  }

  private static boolean holds(List<Tenant> schools, String number) {
    return schools.stream().anyMatch(school -> school.number().equals(number));
  }

  private static boolean state(
      TenantRestoreOrder order, BackupContext act, String state, Manifest.Entry file)
      throws IOException {
    HostFiles files = order.target().host().files();
    String path = note(order, act);
    Optional<List<String>> lines =
        files.stat(path).isPresent()
            ? Optional.of(files.readText(path).lines().toList())
            : Optional.empty();
    return lines
        .filter(found -> found.size() == 3)
        .filter(found -> found.get(0).equals(file.sha256()))
        .filter(found -> found.get(1).equals(state) || found.get(1).equals(DONE))
        .isPresent();
  }

  private static void note(
      TenantRestoreOrder order, BackupContext act, String state, Manifest.Entry file)
      throws IOException {
    order
        .target()
        .host()
        .files()
        .writeText(note(order, act), String.join("\n", file.sha256(), state, act.stepKey()) + "\n");
  }

  private static String note(TenantRestoreOrder order, BackupContext act) {
    return Folders.received(order.target().host(), act.migrationId(), BackupComponent.TENANT)
        + "/"
        + order.school()
        + ".einspielung";
  }
}
