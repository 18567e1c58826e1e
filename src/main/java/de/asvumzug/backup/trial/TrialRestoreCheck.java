package de.asvumzug.backup.trial;

import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.postgres.DatabaseProperties.Refused;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The trial restore as findings for people. */
@Component
@Order(95)
class TrialRestoreCheck implements PreflightCheck {
  private static final int NAMED = 20;
  private static final String EXPECTED = "wird angenommen und ist danach gleich";

  private final TrialRestore trial;

  TrialRestoreCheck(TrialRestore trial) {
    this.trial = trial;
  }

  @Override
  public String title() {
    return "Probeeinspielung des Schemas";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.target().ofWholeDatabase().within(Variant.ENTERPRISE);
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    BackupContext act =
        new BackupContext(
            context.migration().id(), context.key(), context.jobs(), context.progress());
    return findings(trial.run(context.other(), context.site(), act));
  }

  List<Finding> findings(TrialReport report) {
    List<Finding> findings = new ArrayList<>();
    block(
        findings,
        title(),
        report.errors(),
        "Der neue PostgreSQL-Server nimmt diese Teile der alten Datenbank nicht an; die Einspielung"
            + " würde im Umzugsfenster daran scheitern. Bitte vorher am alten Server bereinigen"
            + " oder am neuen nachrüsten und die Prüfung wiederholen.");
    block(
        findings,
        "Ausdrücke, die eine Einspielung auswerten muss",
        report.broken(),
        "Eine Funktion darin findet andere Funktionen oder Tabellen nur über den Suchpfad; beim"
            + " Einspielen gibt es keinen. Bitte in ihr die Namen mit Schema schreiben oder ihr mit"
            + " ALTER FUNCTION … SET search_path einen Suchpfad geben.");
    if (!report.unchecked().isEmpty()) {
      findings.add(
          Finding.warning(
              "Ausdrücke, die eine Einspielung auswerten muss",
              "nicht geprüft, weil es zu lange dauerte: " + list(report.unchecked()),
              EXPECTED,
              "Bitte vor dem Umzug einmal mit leerem search_path von Hand auswerten."));
    }
    settings(report, findings);
    // What was refused is missing: that is said above, object by object.
    if (report.errors().isEmpty()) {
      block(
          findings,
          "Struktur nach der Probeeinspielung",
          report.differences().stream().map(d -> d.object() + ": " + d.says()).toList(),
          "Diese Teile wären nach dem Umzug nicht, was sie vorher waren. Bitte klären, woher der"
              + " Unterschied kommt, und die Prüfung wiederholen.");
    }
    if (findings.stream().noneMatch(f -> f.result() == Finding.Result.BLOCKING)) {
      findings.add(Finding.ok(title(), reading(report), EXPECTED));
    }
    return findings;
  }

  private static void settings(TrialReport report, List<Finding> findings) {
    if (!report.refused().isEmpty()) {
      findings.add(
          Finding.warning(
              "Einstellungen der Datenbank, die der neue Server nicht annimmt",
              list(report.refused().stream().map(TrialRestoreCheck::refused).toList()),
              EXPECTED,
              "Sie bleiben beim Umzug weg und werden im Protokoll genannt. Bitte prüfen, ob der"
                  + " neue Server sie anders braucht, oder sie am alten Server vorher zurücknehmen"
                  + " (ALTER DATABASE … RESET …)."));
    }
    if (!report.ineffective().isEmpty()) {
      findings.add(
          Finding.warning(
              "Einstellungen der Datenbank, die auf dem neuen Server nicht wirken",
              list(report.ineffective()),
              EXPECTED,
              "Sie ziehen mit um, gelten dort aber nicht (zum Beispiel, weil ein Tablespace oder"
                  + " eine Spracheinstellung fehlt). Bitte am neuen Server nachrüsten."));
    }
    if (!report.session().isEmpty()) {
      findings.add(
          Finding.blocking(
              "Anmeldung an der eingespielten Datenbank",
              report.session(),
              "eine gewöhnliche Sitzung öffnet sich",
              "Eine der mitgebrachten Einstellungen verhindert jede Anmeldung. Bitte am alten"
                  + " Server zurücknehmen oder am neuen nachrüsten, was sie verlangt."));
    }
  }

  private static String refused(Refused setting) {
    return setting.object() + " = " + setting.value() + " (" + setting.reason() + ")";
  }

  private static void block(
      List<Finding> findings, String title, List<String> seen, String advice) {
    if (!seen.isEmpty()) {
      findings.add(Finding.blocking(title, list(seen), EXPECTED, advice));
    }
  }

  private static String reading(TrialReport report) {
    String notes =
        report.notes().isEmpty()
            ? ""
            : "; Hinweise: "
                + list(
                    report.notes().stream()
                        .map(note -> note.object() + ": " + note.reason())
                        .toList());
    return "%s Tabellen in %s s, Struktur gleich%s"
        .formatted(report.tables(), Math.max(1, report.duration().toSeconds()), notes);
  }

  private static String list(List<String> all) {
    String named = all.stream().limit(NAMED).collect(Collectors.joining("; "));
    return all.size() > NAMED ? named + "; und " + (all.size() - NAMED) + " weitere" : named;
  }
}
