package de.asvumzug.check.machine;

import de.asvumzug.asv.Tenant;
import de.asvumzug.asv.database.Dbctl;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Mode;
import de.asvumzug.plan.Scope;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The schools of the plan are the schools that are there: on the old server none is missing and,
 * where all move, none is forgotten; on a new server in use none is there already, because a school
 * backup would replace it (rule I2).
 */
@Component
@Order(45)
class SchoolsCheck implements PreflightCheck {
  private final Dbctl dbctl;

  SchoolsCheck(Dbctl dbctl) {
    this.dbctl = dbctl;
  }

  @Override
  public String title() {
    return "Schulen";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return side == Side.SOURCE || migration.target().inUse();
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException, InterruptedException {
    Migration plan = context.migration();
    List<Tenant> there;
    try {
      there = dbctl.list(context.site());
    } catch (OperationFailed e) {
      return List.of(notListed(plan, e.getMessage()));
    }
    return context.site().side() == Side.SOURCE ? source(plan, there) : target(plan, there);
  }

  List<Finding> source(Migration plan, List<Tenant> there) {
    List<String> found = there.stream().map(Tenant::number).toList();
    List<String> unknown = without(plan.schoolNumbers(), found);
    List<String> others = without(found, plan.schoolNumbers());
    String reading = "vorhanden: " + list(found);
    List<Finding> findings = new ArrayList<>();
    if (!unknown.isEmpty()) {
      findings.add(
          Finding.blocking(
              title(),
              "unbekannt: " + list(unknown) + "; " + reading,
              "alle Schulen des Plans",
              "Bitte die Schulnummern prüfen und den Plan berichtigt neu einreichen."));
    }
    if (plan.scope() == Scope.ALL && !others.isEmpty()) {
      findings.add(
          Finding.blocking(
              title(),
              "im Plan fehlen: " + list(others),
              "alle Schulen des alten Servers im Plan",
              "Der ganze Server soll umziehen, also auch diese Schulen. Bitte sie in den Plan"
                  + " aufnehmen (sie müssen dem Termin zustimmen) oder den Umfang SOME wählen."));
    }
    if (plan.scope() == Scope.SOME && others.isEmpty()) {
      findings.add(
          Finding.blocking(
              title(),
              "es bliebe keine Schule zurück; " + reading,
              "mindestens eine Schule bleibt",
              "Bitte den Umfang ALL wählen und den Plan neu einreichen."));
    }
    List<String> locked =
        there.stream()
            .filter(Tenant::locked)
            .map(Tenant::number)
            .filter(plan.schoolNumbers()::contains)
            .toList();
    if (!locked.isEmpty()) {
      findings.add(
          Finding.warning(
              title(),
              "gesperrt: " + list(locked),
              "nicht gesperrt",
              "Bitte klären, warum diese Schulen schon gesperrt sind."));
    }
    if (findings.isEmpty()) {
      findings.add(Finding.ok(title(), reading, "wie geplant"));
    }
    return findings;
  }

  List<Finding> target(Migration plan, List<Tenant> there) {
    List<String> found = there.stream().map(Tenant::number).toList();
    List<String> twice = plan.schoolNumbers().stream().filter(found::contains).toList();
    String limit = "keine Schule des Plans";
    return List.of(
        twice.isEmpty()
            ? Finding.ok(title(), "vorhanden: " + list(found), limit)
            : Finding.blocking(
                title(),
                "schon da: " + list(twice),
                limit,
                "Die Einspielung würde sie ersetzen. Bitte mit dem Betreiber klären, woher sie kommen,"
                    + " und sie dort löschen lassen, wenn sie wirklich nicht gebraucht werden."));
  }

  /** Whoever makes the school backups by hand, or moves all at once, can do without the list. */
  private Finding notListed(Migration plan, String reason) {
    boolean needed = !plan.wholeDatabase() && plan.options().mode("backupTenant") != Mode.MANUAL;
    String reading = "nicht prüfbar: " + reason;
    String limit = "wie geplant";
    return needed
        ? Finding.blocking(
            title(),
            reading,
            limit,
            "Die schulscharfen Sicherungen brauchen dbctl. Bitte die Ursache beheben oder im Plan"
                + " backupTenant und restoreTenant auf MANUAL stellen.")
        : Finding.warning(
            title(),
            reading,
            limit,
            "Bitte im ASV-Client als sys nachsehen, ob genau die Schulen des Plans vorhanden sind.");
  }

  private static List<String> without(List<String> all, List<String> some) {
    return all.stream().filter(number -> !some.contains(number)).toList();
  }

  private static String list(List<String> numbers) {
    return numbers.isEmpty() ? "keine" : String.join(", ", numbers);
  }
}
