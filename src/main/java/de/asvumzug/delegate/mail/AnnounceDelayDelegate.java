package de.asvumzug.delegate.mail;

import de.asvumzug.notify.Mails;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.step.incident.ExpectedEnds;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Element {@code announceDelay}: tells that a move goes on beyond its window, and until when. If it
 * is expected to end within its window after all, or the person was not asked for an end (a task of
 * an older model), nobody is told.
 */
@Component
public class AnnounceDelayDelegate extends AnnouncementDelegate {
  public AnnounceDelayDelegate(Mails mails, MigrationLookup migrations) {
    super(mails, migrations);
  }

  @Override
  void announce(Mails mails, Migration migration, DelegateExecution execution) {
    if (execution.getVariable(ExpectedEnds.END) instanceof Date end
        && end.toInstant().isAfter(migration.window().end())) {
      mails.delayed(migration, end.toInstant());
    }
  }
}
