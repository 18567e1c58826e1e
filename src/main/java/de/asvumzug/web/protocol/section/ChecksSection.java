package de.asvumzug.web.protocol.section;

import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.web.proof.CheckRound;
import de.asvumzug.web.proof.CheckRounds;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The newest round of each check, with what was measured and what was expected. */
@Component
final class ChecksSection implements SectionMaker {
  private final CheckRounds checks;

  ChecksSection(CheckRounds checks) {
    this.checks = checks;
  }

  @Override
  public ProtocolSection of(MoveRecord move) {
    List<CheckRound> rounds = checks.of(move.id());
    return rounds.isEmpty()
        ? ProtocolSection.nothing("pruefungen", "Prüfungen", "Es ist noch nichts geprüft.")
        : ProtocolSection.of(
            "pruefungen", "Prüfungen", rounds.stream().map(ChecksSection::table).toList());
  }

  private static Table table(CheckRound round) {
    return new Table(
        round.at() == null ? round.title() : round.title() + ", " + Texts.exact(round.at()),
        List.of("Prüfung", "Ergebnis", "gemessen", "erwartet"),
        Stream.concat(round.open().stream(), round.good().stream())
            .map(
                one ->
                    List.of(
                        one.title(),
                        one.weight().label(),
                        Texts.text(one.reading()),
                        Texts.text(one.expected())))
            .toList());
  }
}
