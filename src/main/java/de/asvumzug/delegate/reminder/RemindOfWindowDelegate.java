package de.asvumzug.delegate.reminder;

import de.asvumzug.notify.Mails;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.trail.MigrationKey;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Element {@code remindOfWindow}: reminds all concerned of the window. */
@Component
class RemindOfWindowDelegate implements JavaDelegate {
  private final Mails mails;
  private final MigrationLookup migrations;

  RemindOfWindowDelegate(Mails mails, MigrationLookup migrations) {
    this.mails = mails;
    this.migrations = migrations;
  }

  @Override
  public void execute(DelegateExecution execution) {
    mails.dayBefore(migrations.get(MigrationKey.required(execution)));
  }
}
