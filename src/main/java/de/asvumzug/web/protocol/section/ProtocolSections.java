package de.asvumzug.web.protocol.section;

import java.util.List;
import org.springframework.stereotype.Component;

/** The parts of a protocol after its first page, in the order in which they are read. */
@Component
public final class ProtocolSections {
  private final List<SectionMaker> makers;

  ProtocolSections(
      PlanSection plan,
      VoicesSection voices,
      ApprovalsSection approvals,
      ChecksSection checks,
      DeviationsSection deviations,
      StagesSection stages,
      IncidentsSection incidents,
      BackupsSection backups,
      ComparisonSection comparison,
      ConfigurationSection configuration,
      MailsSection mails,
      DeletionSection deletion,
      TrailLinesSection lines) {
    this.makers =
        List.of(
            plan,
            voices,
            approvals,
            checks,
            deviations,
            stages,
            incidents,
            backups,
            comparison,
            configuration,
            mails,
            deletion,
            lines);
  }

  public List<ProtocolSection> of(MoveRecord move) {
    return makers.stream().map(maker -> maker.of(move)).toList();
  }
}
