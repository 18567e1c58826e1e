package de.asvumzug.notify.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.springframework.mail.MailSendException;

/**
 * Tells a mail that is refused for good (RFC 5321: 5xx) from one that a later try may deliver. A
 * refused sender or log-in is no matter of the recipient: it is ours to put right, and the mail
 * waits for that.
 */
public final class Refusal {
  /** The server wants a log-in, or another one (RFC 4954). */
  private static final Set<Integer> LOG_IN = Set.of(530, 534, 535, 538);

  private Refusal() {}

  /** The mail server's words, if no later try can deliver this mail to its one recipient. */
  public static Optional<String> in(Exception failure) {
    Optional<String> words = Optional.empty();
    for (Exception one : chain(failure)) {
      if (one instanceof SMTPSenderFailedException) {
        return Optional.empty();
      }
      if (one instanceof SMTPAddressFailedException address) {
        return forGood(address.getReturnCode()) ? text(address) : Optional.empty();
      }
      if (one instanceof SMTPSendFailedException whole && forGood(whole.getReturnCode())) {
        words = text(whole);
      }
    }
    return words;
  }

  private static boolean forGood(int code) {
    return code >= 500 && code < 600 && !LOG_IN.contains(code);
  }

  private static Optional<String> text(SendFailedException failure) {
    return Optional.of(String.valueOf(failure.getMessage()).strip());
  }

  private static List<Exception> chain(Exception failure) {
    List<Exception> all = new ArrayList<>();
    if (failure instanceof MailSendException several) {
      for (Exception each : several.getMessageExceptions()) {
        add(all, each);
      }
    } else {
      add(all, failure);
    }
    return all;
  }

  private static void add(List<Exception> all, Exception failure) {
    Exception one = failure;
    while (one != null && all.size() < 20) {
      all.add(one);
      one = one instanceof MessagingException mail ? mail.getNextException() : null;
    }
  }
}
