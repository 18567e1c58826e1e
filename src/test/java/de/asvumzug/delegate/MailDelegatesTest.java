package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

import de.asvumzug.check.tenant.GapRepository;
import de.asvumzug.delegate.mail.AnnounceDayBeforeDelegate;
import de.asvumzug.delegate.mail.AnnounceDelayDelegate;
import de.asvumzug.delegate.mail.AnnounceDoneDelegate;
import de.asvumzug.delegate.mail.AnnounceRollbackDelegate;
import de.asvumzug.delegate.mail.AnnounceStartDelegate;
import de.asvumzug.delegate.mail.NotifyCancellationDelegate;
import de.asvumzug.delegate.mail.NotifyRollbackDelegate;
import de.asvumzug.delegate.mail.SendInvitationsDelegate;
import de.asvumzug.notify.Mails;
import de.asvumzug.notify.MigrationFixture;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailDelegatesTest {
  private final Mails mails = mock(Mails.class);
  private final Migration move = MigrationFixture.of();
  private final MigrationLookup lookup = id -> move;
  private final DelegateExecution execution = mock(DelegateExecution.class);

  @BeforeEach
  void belongs_to_the_move() {
    when(execution.getProcessBusinessKey()).thenReturn(MigrationFixture.ID);
  }

  @AfterEach
  void does_nothing_else() {
    verifyNoMoreInteractions(mails);
  }

  @Test
  void send_invitations_tells_the_agreed_window() {
    new SendInvitationsDelegate(mails, lookup).execute(execution);
    verify(mails).agreed(move);
  }

  @Test
  void announce_day_before_reminds() {
    new AnnounceDayBeforeDelegate(mails, lookup).execute(execution);
    verify(mails).dayBefore(move);
  }

  @Test
  void announce_start_tells_that_it_begins() {
    new AnnounceStartDelegate(mails, lookup).execute(execution);
    verify(mails).startsNow(move);
  }

  @Test
  void announce_done_tells_that_it_is_over() {
    new AnnounceDoneDelegate(mails, lookup).execute(execution);
    verify(mails).done(move);
  }

  @Test
  void announce_rollback_tells_why() {
    when(execution.getVariable("abortReason")).thenReturn("Wasserschaden");
    new AnnounceRollbackDelegate(mails, lookup).execute(execution);
    verify(mails).rollbackBegins(move, "Wasserschaden");
  }

  @Test
  void announce_delay_tells_the_new_end() {
    Instant end = move.window().end().plusSeconds(3600);
    when(execution.getVariable("expectedEnd")).thenReturn(Date.from(end));
    new AnnounceDelayDelegate(mails, lookup).execute(execution);
    verify(mails).delayed(move, end);
  }

  @Test
  void an_end_within_the_window_is_no_delay() {
    when(execution.getVariable("expectedEnd")).thenReturn(Date.from(move.window().end()));
    new AnnounceDelayDelegate(mails, lookup).execute(execution);
    verifyNoInteractions(mails);
  }

  private final GapRepository gaps = mock(GapRepository.class);

  @Test
  void notify_rollback_tells_that_the_old_server_works_again() {
    new NotifyRollbackDelegate(mails, lookup, gaps).execute(execution);
    verify(mails).rolledBack(move);
  }

  @Test
  void after_a_rollback_no_names_are_kept_for_gaps_that_nobody_fills() {
    new NotifyRollbackDelegate(mails, lookup, gaps).execute(execution);
    verify(gaps).delete(move.id());
    verify(mails).rolledBack(move);
  }

  @Test
  void notify_cancellation_passes_the_reason_on() {
    when(execution.getVariable("abortReason")).thenReturn("Wasserschaden");
    new NotifyCancellationDelegate(mails, lookup).execute(execution);
    verify(mails).cancelled(move, "Wasserschaden");
  }

  @Test
  void notify_cancellation_needs_no_reason() {
    new NotifyCancellationDelegate(mails, lookup).execute(execution);
    verify(mails).cancelled(move, null);
  }

  @Test
  void a_process_that_is_no_move_is_a_mistake_in_the_model() {
    when(execution.getProcessBusinessKey()).thenReturn(null);
    AnnounceStartDelegate delegate = new AnnounceStartDelegate(mails, lookup);
    assertThatThrownBy(() -> delegate.execute(execution))
        .hasMessageContaining("kennt seinen Umzug nicht");
  }
}
