package de.asvumzug.task.back;

import de.asvumzug.check.guard.OutOfUse;
import de.asvumzug.task.Answers;
import de.asvumzug.task.Candidate;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.SecondPerson;
import de.asvumzug.task.TaskRefused;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A second person confirms that the new machine is off and cannot come back. */
@Component
final class ConfirmOutOfUseTask implements PersonTask {
  @Override
  public String element() {
    return "confirmOutOfUse";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().yesOrNo("outOfUseConfirmed");
  }

  @Override
  public Optional<TaskRefused> refusal(Candidate c) {
    return c.person().equals(c.variable("decidedBy"))
        ? Optional.of(
            SecondPerson.refused(
                "festgestellt hat, dass die Maschine außer Betrieb ist", "es bestätigen"))
        : Optional.empty();
  }

  @Override
  public void check(Completion c) {
    c.comment(
        !c.yesOrNo("outOfUseConfirmed", "Ist die Maschine aus und kann nicht wiederkommen?"),
        "Was ist nicht sicher?");
    c.rememberPerson("confirmedBy");
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Maschine außer Betrieb bestätigen",
        "Der Umzug wird zurückgenommen, und die neue Maschine ist nicht mehr zu erreichen. Ohne Ihre Bestätigung bleibt der alte Server stehen.",
        "Überzeugen Sie sich selbst, dass die Maschine aus ist: am Schalter, am Stecker oder in der Verwaltung der virtuellen Maschinen.",
        "Sorgen Sie dafür, dass sie nicht von selbst wiederkommt: kein Start nach Stromausfall, kein Autostart der virtuellen Maschine, keine zweite Kopie.",
        "Läuft sie später doch wieder an, können zwei Server arbeiten. Das System sieht laufend nach und meldet es sofort.",
        "Lehnen Sie ab, wenn Sie unsicher sind; der Schritt wird dann wiederholt.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    draft.fact("Maschine", draft.migration().target().machine());
    draft.told("decidedBy").ifPresent(who -> draft.fact("Festgestellt von", who));
    draft
        .told("howOff")
        .flatMap(OutOfUse.How::of)
        .ifPresent(how -> draft.fact("Sichergestellt durch", how.label()));
    draft.told("reason").ifPresent(reason -> draft.fact("Begründung", reason));
  }

  @Override
  public boolean needsPassword() {
    return true;
  }
}
