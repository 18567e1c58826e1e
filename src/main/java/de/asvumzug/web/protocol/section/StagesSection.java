package de.asvumzug.web.protocol.section;

import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.web.move.StepView;
import de.asvumzug.web.progress.MoveProgress;
import de.asvumzug.web.progress.MoveProgresses;
import de.asvumzug.web.progress.Stage;
import de.asvumzug.web.progress.Timeline;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What was planned and what was done, step by step. */
@Component
final class StagesSection implements SectionMaker {
  private final MoveProgresses progresses;

  StagesSection(MoveProgresses progresses) {
    this.progresses = progresses;
  }

  @Override
  public ProtocolSection of(MoveRecord move) {
    List<Table> tables = new ArrayList<>();
    progresses
        .of(move.plan(), move.view().status(), move.steps(), move.at())
        .ifPresent(progress -> tables.add(stages(progress)));
    List<StepView> work = move.steps().stream().filter(StepView::work).toList();
    if (!work.isEmpty()) {
      tables.add(
          new Table(
              "Schritte",
              List.of("Schritt", "Schule", "Beginn", "Ende", "Dauer", "Versuche", "Wer", "Stand"),
              work.stream().map(StagesSection::row).toList()));
    }
    return tables.isEmpty()
        ? ProtocolSection.nothing("ablauf", "Ablauf", "Es hat noch kein Schritt begonnen.")
        : ProtocolSection.of("ablauf", "Ablauf", tables);
  }

  private static Table stages(MoveProgress progress) {
    return new Table(
        "Abschnitte, geplant und tatsächlich",
        List.of("Abschnitt", "erwarteter Beginn", "erwartetes Ende", "Beginn", "Ende", "Dauer"),
        progress.stages().stream().map(stage -> row(stage, progress.timeline())).toList());
  }

  private static List<String> row(Stage stage, Timeline timeline) {
    Timeline.Row planned = timeline.row(stage);
    return List.of(
        stage.milestone().name(),
        Texts.exact(planned == null ? null : planned.expectedBegin()),
        Texts.exact(planned == null ? null : planned.expectedEnd()),
        Texts.exact(stage.begin()),
        Texts.exact(stage.end()),
        Texts.length(stage.begin(), stage.end()));
  }

  private static List<String> row(StepView step) {
    return List.of(
        step.name(),
        Texts.text(step.school()),
        Texts.exact(step.startedAt()),
        Texts.exact(step.endedAt()),
        Texts.length(step.startedAt(), step.endedAt()),
        step.attempts() == 0 ? Texts.NONE : Integer.toString(step.attempts()),
        Texts.text(step.assignee()),
        step.standing().label());
  }
}
