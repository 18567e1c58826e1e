package de.asvumzug.task.school;

import de.asvumzug.plan.answer.SchoolAnswers;
import de.asvumzug.task.briefing.SchoolVoices;
import de.asvumzug.task.briefing.TaskText;
import de.asvumzug.task.school.YesOrNo.Option;
import org.springframework.stereotype.Component;

/** A school fetches the reports and forms that the central system provides. */
@Component
final class RefreshApplicationDataTask extends SchoolAnswerTask {
  private static final SchoolForm FORM =
      SchoolForm.of(
          new YesOrNo(
              "applicationDataRefreshed",
              "Sind die Anwendungsdaten aktualisiert?",
              new Option("Ja", AFTER_YES),
              new Option("Nein, es gab ein Problem", AFTER_NO),
              "Welche Meldung erscheint, was fehlt?"),
          "Wenn nicht: Welche Meldung erscheint, was fehlt?");

  RefreshApplicationDataTask(SchoolAnswers answers, SchoolVoices voices) {
    super(answers, voices, FORM);
  }

  @Override
  public String element() {
    return "refreshApplicationData";
  }

  @Override
  public TaskText text() {
    return new TaskText(
        "Anwendungsdaten aktualisieren",
        "Nach dem Umzug können zentral bereitgestellte Berichte und Zeugnisse fehlen.",
        "Wählen Sie im ASV-Client „Datei / Verwaltung / Anwendungsdaten aktualisieren“, melden Sie sich am Zentralsystem an (Schulnummer und OWA-Kennwort) und warten Sie, bis es fertig ist.",
        "Öffnen Sie danach ein Zeugnisformular und einen zentralen Bericht.",
        "Fehlen zentrale Berichte trotzdem: Setzen Sie die Zeitstempel mit dem Rücksetz-Werkzeug zurück und aktualisieren Sie noch einmal. Das geht ohne Weiteres einmal in sieben Tagen; früher brauchen Sie einen Hash-Code von Ihrem Multiplikator.",
        "Tragen Sie hier kein Kennwort ein.");
  }
}
