package de.asvumzug.task.move;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.approval.Approvals;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.ScheduleNotes;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.finding.MachineFindings;
import de.asvumzug.task.finding.OverrulingTables;
import org.springframework.stereotype.Component;

/** What has to be done before the window, and who still knows the password of sys. */
@Component
final class ConfirmPreparationTask implements PersonTask {
  private final OverrulingTables overrulings;
  private final MachineFindings findings;
  private final ScheduleNotes notes;
  private final Approvals approvals;

  ConfirmPreparationTask(
      OverrulingTables overrulings,
      MachineFindings findings,
      ScheduleNotes notes,
      Approvals approvals) {
    this.approvals = approvals;
    this.notes = notes;
    this.overrulings = overrulings;
    this.findings = findings;
  }

  @Override
  public String element() {
    return "confirmPreparation";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().yesOrNo("prepared", "oldSysLoginWorks").withShown();
  }

  @Override
  public void check(Completion c) {
    c.confirmed("prepared", "Die Vorarbeiten sind erledigt.");
    // A full restore brings back the old system's passwords (trap 17): who does not know the one of
    // sys is locked out of the new server, too, and a new one takes days.
    if (!c.yesOrNo("oldSysLoginWorks", "Klappt die Anmeldung als sys am alten Server?")) {
      throw new TaskRefused(
          "Ohne Anmeldung als sys am alten Server darf der Umzug nicht beginnen: Nach der Einspielung"
              + " gilt auch auf dem neuen Server das alte Kennwort. Ein Ersatzkennwort gibt es nur"
              + " telefonisch von der ASV-Administration im Ministerium; den Termin vermittelt Ihr"
              + " Multiplikator. Schließen Sie die Aufgabe ab, wenn die Anmeldung geklappt hat.");
    }
    c.comment(false, "Bemerkung");
    approvals.record(c);
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Vorarbeiten bestätigen",
        "Vor dem Umzug müssen die technischen und organisatorischen Vorarbeiten erledigt sein.",
        "ASV-Installer, ASV-Updateinstaller und Zertifikat mit PIN liegen auf dem neuen Server bereit.",
        "Firewall: Der Client-Port ist offen, der neue Server darf das Zentralsystem erreichen.",
        "Melden Sie sich am alten Server als sys an: Nach der Einspielung gilt dieses Kennwort auch auf dem neuen Server.",
        "Ist das Kennwort unbekannt: Ein Ersatzkennwort gibt es nur telefonisch von der ASV-Administration im Ministerium; der Multiplikator vermittelt.",
        "Alle Beteiligten sind informiert.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    approvals.addTo(draft);
    // The last look before invitations are sent.
    notes.addTo(draft, draft.migration().window());
    overrulings.agreed(draft.migration()).ifPresent(draft::table);
    findings.addTo(draft);
  }
}
