package de.asvumzug.web.briefing;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.School;
import de.asvumzug.task.PersonTask;
import de.asvumzug.task.PersonTasks;
import de.asvumzug.task.TaskDeadline;
import de.asvumzug.task.briefing.Briefing;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.task.briefing.BriefingDraft;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Briefings of the tasks of a move: around what the task adds stands what the plan says. */
@Component
final class PlanBriefings implements BriefingSource {
  private final MigrationLookup migrations;
  private final PersonTasks tasks;

  PlanBriefings(MigrationLookup migrations, PersonTasks tasks) {
    this.migrations = migrations;
    this.tasks = tasks;
  }

  @Override
  public Briefing briefing(
      String migrationId,
      String element,
      String school,
      Map<String, Object> variables,
      Instant due) {
    Migration migration = migrations.get(migrationId);
    PersonTask task = tasks.of(element);
    BriefingDraft draft = new BriefingDraft(migration, school, variables, task.text());
    addMove(draft);
    if (due != null) {
      draft.fact("Bitte erledigen", new TaskDeadline(task, migration.window()).words(due));
    }
    if (migration.contacts() != null) {
      draft.factIfKnown("Fragen an", String.join(", ", migration.contacts().forQuestions()));
    }
    if (task.forSchool()) {
      draft.fact("Neuer Server", migration.target().address());
      task.brief(draft);
    } else {
      draft.fact("Alter Server", describe(migration.source()));
      draft.fact("Neuer Server", describe(migration.target()));
      task.brief(draft);
      draft.table(schools(migration));
      draft.link("Leitstand dieses Umzugs", "/umzuege/" + migration.id());
    }
    return draft.briefing();
  }

  private static void addMove(BriefingDraft draft) {
    Migration migration = draft.migration();
    draft.fact("Umzug", migration.id() + " – " + migration.title());
    migration.schools().stream()
        .filter(one -> one.number().equals(draft.school()))
        .forEach(one -> draft.fact("Schule", one.number() + " " + one.name()));
    draft.fact("Beginn", GermanFormat.full(migration.window().start()));
    draft.fact("Ende", GermanFormat.full(migration.window().end()));
  }

  private static String describe(Installation one) {
    return "%s, %s, %s (%s, Port %d)"
        .formatted(
            one.machine(), one.variant().label(), one.version(), one.address(), one.clientPort());
  }

  private static Table schools(Migration migration) {
    List<List<String>> rows =
        migration.schools().stream().flatMap(PlanBriefings::schoolRows).toList();
    return new Table(
        "Schulen", List.of("Nummer", "Schule", "Wer", "Name", "E-Mail", "Telefon"), rows);
  }

  private static Stream<List<String>> schoolRows(School school) {
    return school.people().stream()
        .map(
            one ->
                List.of(
                    school.number(),
                    school.name(),
                    one.post(),
                    one.name(),
                    one.mail(),
                    one.phone()));
  }
}
