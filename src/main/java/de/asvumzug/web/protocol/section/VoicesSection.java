package de.asvumzug.web.protocol.section;

import de.asvumzug.common.GermanFormat;
import de.asvumzug.plan.answer.Replies;
import de.asvumzug.plan.answer.Reply;
import de.asvumzug.plan.answer.Vote;
import de.asvumzug.plan.answer.Votes;
import de.asvumzug.task.briefing.Briefing.Table;
import de.asvumzug.task.briefing.SchoolVoices;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What the schools said, in their own words, and what staff answered. */
@Component
final class VoicesSection implements SectionMaker {
  private static final String ID = "schulen";
  private static final String TITLE = "Was die Schulen gesagt haben";

  private final Votes votes;
  private final Replies replies;
  private final SchoolVoices voices;

  VoicesSection(Votes votes, Replies replies, SchoolVoices voices) {
    this.votes = votes;
    this.replies = replies;
    this.voices = voices;
  }

  @Override
  public ProtocolSection of(MoveRecord move) {
    List<Table> tables = new ArrayList<>();
    List<Vote> said = votes.all(move.id());
    if (!said.isEmpty()) {
      tables.add(
          new Table(
              "Zu den vorgeschlagenen Fenstern",
              List.of("Schule", "Fenster", "Antwort", "Worte der Schule", "Wer", "Wann"),
              said.stream().map(VoicesSection::row).toList()));
    }
    voices.answersTable(move.plan()).ifPresent(tables::add);
    List<Reply> answered = replies.all(move.id());
    if (!answered.isEmpty()) {
      tables.add(
          new Table(
              "Antworten der Technik",
              List.of("Aufgabe", "Worte", "Wer", "Wann"),
              answered.stream().map(VoicesSection::row).toList()));
    }
    return tables.isEmpty()
        ? ProtocolSection.nothing(ID, TITLE, "Bis jetzt hat keine Schule etwas gesagt.")
        : ProtocolSection.of(ID, TITLE, tables);
  }

  private static List<String> row(Vote vote) {
    return List.of(
        vote.school(),
        Texts.window(vote.window()),
        vote.agreed() ? "ja" : "nein",
        Texts.text(vote.comment()),
        vote.person(),
        GermanFormat.dayAndTime(vote.at()));
  }

  private static List<String> row(Reply reply) {
    return List.of(
        reply.element().equals("proposeSchedule") ? "Termin vorschlagen" : "Beanstandungen klären",
        reply.text(),
        reply.person(),
        GermanFormat.dayAndTime(reply.at()));
  }
}
