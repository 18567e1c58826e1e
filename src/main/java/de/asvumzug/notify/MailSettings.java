package de.asvumzug.notify;

import de.asvumzug.notify.calendar.Sender;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Mails; the mail server itself is set with {@code spring.mail.*}.
 *
 * @param from sender of all mails; schools answer to it, so somebody should read it
 * @param baseUrl where people reach this application, without a slash at the end; for the links
 * @param poll how often the outbox is looked through
 * @param firstRetry wait after the first failed try; doubles with each further one
 * @param longestRetry longest wait between two tries
 * @param giveUp age from which on a failed mail is not tried again and is reported on the trail
 * @param claim how long a try may take; if the application dies meanwhile, the mail is sent again
 *     after that time with the same Message-ID
 * @param timeout for connecting to, reading from and writing to the mail server; well below {@code
 *     claim}
 * @param latestReminder time before the window within which the reminder is left out
 */
@ConfigurationProperties("asv.mail")
public record MailSettings(
    @DefaultValue("asv-umzug@localhost") String from,
    @DefaultValue("http://localhost:8080") String baseUrl,
    @DefaultValue("5s") Duration poll,
    @DefaultValue("30s") Duration firstRetry,
    @DefaultValue("15m") Duration longestRetry,
    @DefaultValue("48h") Duration giveUp,
    @DefaultValue("5m") Duration claim,
    @DefaultValue("20s") Duration timeout,
    @DefaultValue("30m") Duration latestReminder) {

  /** The same for calendars. */
  public Sender sender() {
    return new Sender(from, baseUrl);
  }
}
