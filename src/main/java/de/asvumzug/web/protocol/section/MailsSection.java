package de.asvumzug.web.protocol.section;

import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.TrailRow;
import java.util.List;
import org.springframework.stereotype.Component;

/** Which mails went when; to whom stands in the trail as long as it may be kept. */
@Component
final class MailsSection implements SectionMaker {

  @Override
  public ProtocolSection of(MoveRecord move) {
    List<TrailRow> rows =
        move.rows(TrailKind.MAIL_SENT, TrailKind.MAIL_FAILED, TrailKind.MAIL_BOUNCED);
    return rows.isEmpty()
        ? ProtocolSection.nothing("mails", "Mails", "Es wurde noch keine Mail verschickt.")
        : ProtocolSection.of(
            "mails",
            "Mails",
            List.of(
                new Table(
                    "Mails",
                    List.of("Zeile", "Wann", "Schule", "Was"),
                    rows.stream()
                        .map(
                            row ->
                                List.of(
                                    Long.toString(row.number()),
                                    Texts.exact(row.at()),
                                    Texts.text(row.school()),
                                    row.text()))
                        .toList())));
  }
}
