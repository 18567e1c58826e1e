package de.asvumzug.delegate.reminder;

import de.asvumzug.calendar.WorkCalendar;
import de.asvumzug.notify.Outbox;
import de.asvumzug.notify.reminder.DigestWanted;
import java.time.Clock;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Begins the process {@code digest} for a person whose single reminder was left out, in the same
 * transaction; one process a person, however many reminders are left out until the next morning.
 */
@Component
class DigestListener {
  static final String PROCESS = "digest";
  static final String TOKEN = "digestToken";

  private final RuntimeService runtime;
  private final WorkCalendar calendar;
  private final Outbox outbox;
  private final Clock clock;

  DigestListener(@Lazy RuntimeService runtime, WorkCalendar calendar, Outbox outbox, Clock clock) {
    this.runtime = runtime;
    this.calendar = calendar;
    this.outbox = outbox;
    this.clock = clock;
  }

  @EventListener
  void on(DigestWanted wanted) {
    String token = wanted.token();
    outbox.lockDigest(token);
    boolean planned =
        runtime
                .createProcessInstanceQuery()
                .processDefinitionKey(PROCESS)
                .variableValueEquals(TOKEN, token)
                .count()
            > 0;
    if (!planned) {
      runtime.startProcessInstanceByKey(
          PROCESS,
          Map.of(TOKEN, token, "digestAt", Date.from(calendar.nextMorning(clock.instant()))));
    }
  }
}
