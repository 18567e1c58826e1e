package de.asvumzug.notify.address;

import de.asvumzug.notify.address.AddressChecks.Check;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.words.TypedWords;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whoever has the link confirms the address that it was sent to; it is on the trail once. */
@Service
public class AddressConfirmation {
  private final AddressChecks checks;
  private final AuditTrail trail;
  private final TransactionTemplate transaction;
  private final Clock clock;

  @Autowired
  AddressConfirmation(
      AddressChecks checks, AuditTrail trail, PlatformTransactionManager transactions) {
    this(checks, trail, transactions, Clock.systemUTC());
  }

  /**
   * @param clock of the confirmations
   */
  public AddressConfirmation(
      AddressChecks checks,
      AuditTrail trail,
      PlatformTransactionManager transactions,
      Clock clock) {
    this.checks = checks;
    this.trail = trail;
    this.transaction = new TransactionTemplate(transactions);
    this.clock = clock;
  }

  /** Empty if there is no such link; nothing has happened then. */
  public Optional<Check> confirm(String token) {
    return transaction.execute(
        status -> {
          Optional<Check> check = checks.find(token);
          check.ifPresent(
              one -> {
                if (checks.confirm(token, clock.instant())) {
                  note(one);
                }
              });
          return check;
        });
  }

  private void note(Check check) {
    trail.append(
        new AuditEvent(
            check.migrationId(),
            TrailKind.NOTE,
            AuditEvent.SYSTEM,
            null,
            null,
            null,
            "Eine E-Mail-Adresse ist bestätigt: Jemand hat den Link der Mail benutzt.",
            Map.of("recipient", TypedWords.of(check.address()))));
  }
}
