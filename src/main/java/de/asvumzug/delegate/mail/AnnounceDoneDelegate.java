package de.asvumzug.delegate.mail;

import de.asvumzug.notify.Mails;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** Element {@code announceDone}: tells that ASV can be used again. */
@Component
public class AnnounceDoneDelegate extends AnnouncementDelegate {
  public AnnounceDoneDelegate(Mails mails, MigrationLookup migrations) {
    super(mails, migrations);
  }

  @Override
  void announce(Mails mails, Migration migration, DelegateExecution execution) {
    mails.done(migration);
  }
}
