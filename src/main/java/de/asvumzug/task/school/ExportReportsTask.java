package de.asvumzug.task.school;

import de.asvumzug.task.Completion;
import de.asvumzug.task.briefing.TaskText;
import org.springframework.stereotype.Component;

/** A school keeps its own reports, which no backup of a single school holds. */
@Component
final class ExportReportsTask implements SchoolTask {
  private static final SchoolForm FORM =
      SchoolForm.of(
          new Confirmation(
              "reportsExported",
              "Alle eigenen Berichte sind exportiert, oder es gibt keine.",
              "Heben Sie die Dateien gut auf: Nach dem Umzug importieren Sie sie wieder. Am Tag vor dem Umzug bekommen Sie noch eine Mail."),
          null);

  @Override
  public String element() {
    return "exportReports";
  }

  @Override
  public SchoolForm form() {
    return FORM;
  }

  @Override
  public void check(Completion c) {
    FORM.question().read(c);
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Eigene Berichte exportieren",
        "Selbst erstellte Berichte sind in einer schulscharfen Sicherung nicht enthalten.",
        "Exportieren Sie im ASV-Client alle eigenen Berichte in einen Ordner, den Sie behalten.",
        "Nach dem Umzug importieren Sie sie wieder; ohne Export sind sie verloren.",
        "Gibt es keine eigenen Berichte, bestätigen Sie einfach.");
  }
}
