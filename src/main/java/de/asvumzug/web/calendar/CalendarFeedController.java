package de.asvumzug.web.calendar;

import de.asvumzug.web.move.Viewer;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * A calendar at its private address. Calendar programs cannot log in, so the address is the key:
 * whoever has a wrong one gets the same answer, whatever is wrong, and has to wait after some.
 */
@Controller
class CalendarFeedController {
  private static final MediaType CALENDAR =
      new MediaType("text", "calendar", StandardCharsets.UTF_8);

  private final Subscriptions subscriptions;
  private final CalendarOwners owners;
  private final SubscribedCalendar calendar;
  private final GuessLimit limit = new GuessLimit(Clock.systemUTC());

  CalendarFeedController(
      Subscriptions subscriptions, CalendarOwners owners, SubscribedCalendar calendar) {
    this.subscriptions = subscriptions;
    this.owners = owners;
    this.calendar = calendar;
  }

  @GetMapping("/kalender/{token}.ics")
  ResponseEntity<byte[]> feed(@PathVariable String token, HttpServletRequest request) {
    String hash = Subscriptions.hash(token);
    String source = request.getRemoteAddr();
    Duration wait = limit.wait(hash, source);
    if (!wait.isZero()) {
      return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
          .header(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds() + 1))
          .build();
    }
    Optional<Viewer> owner =
        subscriptions.owner(hash).flatMap(owners::viewer).filter(CalendarFeedController::hasMoves);
    if (owner.isEmpty()) {
      limit.wrong(hash, source);
      return ResponseEntity.notFound().build();
    }
    limit.right(hash, source);
    return ResponseEntity.ok()
        .contentType(CALENDAR)
        .body(calendar.of(owner.get(), Instant.now()).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean hasMoves(Viewer viewer) {
    return viewer.staff() || !viewer.schoolGroups().isEmpty();
  }
}
