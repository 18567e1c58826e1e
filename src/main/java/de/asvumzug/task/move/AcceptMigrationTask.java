package de.asvumzug.task.move;

import de.asvumzug.task.Answers;
import de.asvumzug.task.Completion;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.EvidenceTables;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.finding.OverrulingTables;
import org.springframework.stereotype.Component;

/** The last word: with it the move is over, and nothing can be taken back. */
@Component
final class AcceptMigrationTask implements PersonTask {
  private final OverrulingTables overrulings;
  private final EvidenceTables evidence;
  private final SchoolVoices voices;

  AcceptMigrationTask(OverrulingTables overrulings, EvidenceTables evidence, SchoolVoices voices) {
    this.overrulings = overrulings;
    this.voices = voices;
    this.evidence = evidence;
  }

  @Override
  public String element() {
    return "acceptMigration";
  }

  @Override
  public Answers answers() {
    return Answers.withComment().yesOrNo("accepted");
  }

  @Override
  public void check(Completion c) {
    c.comment(!c.yesOrNo("accepted", "Nehmen Sie den Umzug ab?"), "Was spricht gegen die Abnahme?");
  }

  @Override
  public boolean afterMove() {
    return true;
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Umzug abnehmen",
        "Mit der Abnahme ist der Umzug abgeschlossen; ein Abbruch ist danach nicht mehr möglich.",
        "Lesen Sie, was die Schulen geantwortet haben, und prüfen Sie Zahlen, Fingerabdrücke und Protokoll.",
        "Die übertragenen Kopien werden nach der Aufbewahrungsfrist gelöscht.");
  }

  @Override
  public void brief(BriefingDraft draft) {
    voices.answersTable(draft.migration()).ifPresent(draft::table);
    overrulings.agreed(draft.migration()).ifPresent(draft::table);
    evidence.numbers(draft.migration(), draft.school()).ifPresent(draft::table);
    evidence.fingerprints(draft.migration()).ifPresent(draft::table);
  }
}
