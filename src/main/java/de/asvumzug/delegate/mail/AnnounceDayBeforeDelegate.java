package de.asvumzug.delegate.mail;

import de.asvumzug.notify.Mails;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * Element {@code announceDayBefore}: reminds of the window; if that has begun or is about to, a
 * note on the trail takes the place of the mails.
 */
@Component
public class AnnounceDayBeforeDelegate extends AnnouncementDelegate {
  public AnnounceDayBeforeDelegate(Mails mails, MigrationLookup migrations) {
    super(mails, migrations);
  }

  @Override
  void announce(Mails mails, Migration migration, DelegateExecution execution) {
    mails.dayBefore(migration);
  }
}
