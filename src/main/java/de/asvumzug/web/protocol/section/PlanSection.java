package de.asvumzug.web.protocol.section;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Scope;
import de.asvumzug.task.briefing.Briefing.Fact;
import de.asvumzug.task.briefing.Briefing.Table;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The plan that held at the end, and its versions. */
@Component
final class PlanSection implements SectionMaker {

  @Override
  public ProtocolSection of(MoveRecord move) {
    Migration plan = move.plan();
    return new ProtocolSection(
        "plan",
        "Plan",
        List.of("Namen, Adressen und Telefonnummern der Beteiligten stehen nicht im Protokoll."),
        List.of(
            new Fact(
                "Umfang",
                plan.scope() == Scope.ALL
                    ? "alle Schulen des alten Servers"
                    : "die genannten Schulen"
                        + (plan.sourceServesOthers()
                            ? "; andere arbeiten auf dem alten Server weiter"
                            : "")),
            new Fact("Alter Server", Texts.server(plan.source())),
            new Fact("Neuer Server", Texts.server(plan.target())),
            new Fact("Clients", plan.clients().size() + " im Plan"),
            new Fact("Umzugsfenster", Texts.window(plan.window()))),
        List.of(
            new Table(
                "Fassungen des Plans",
                List.of("Fassung", "vom", "von", "vorgeschlagene Fenster"),
                move.revisions().stream()
                    .map(
                        filed ->
                            List.of(
                                Integer.toString(filed.revision()),
                                GermanFormat.dayAndTime(filed.createdAt()),
                                filed.createdBy(),
                                filed.plan().proposedWindows().stream()
                                    .map(Texts::window)
                                    .collect(Collectors.joining("; "))))
                    .toList())));
  }
}
