package de.asvumzug.web.leitstand;

import de.asvumzug.web.move.MoveVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages of a move that it has changed; they then fetch what they show. Nothing but that
 * goes over the line. It looks only for moves that somebody watches, on each node for its own
 * pages.
 */
@Component
class ChangeStream {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);

  /** The page connects anew after that, which asks again who is there. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final String EVENT = "stand";

  private final MoveVersion versions;
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(ChangeStream::daemon);

  ChangeStream(MoveVersion versions) {
    this.versions = versions;
    thread.scheduleWithFixedDelay(
        this::tell, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The open pages of one move, and the version that they know. */
  private static final class Watched {
    private final List<SseEmitter> pages = new CopyOnWriteArrayList<>();
    private volatile String known;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "changes for open pages");
    thread.setDaemon(true);
    return thread;
  }

  /** A page begins to watch a move; it is told once at once, in case it has missed something. */
  SseEmitter watch(String migrationId) {
    SseEmitter page = new SseEmitter(LONGEST.toMillis());
    Runnable gone = () -> forget(migrationId, page);
    page.onCompletion(gone);
    page.onTimeout(page::complete);
    page.onError(error -> gone.run());
    watched.compute(
        migrationId,
        (id, those) -> {
          Watched all = those == null ? new Watched() : those;
          all.pages.add(page);
          return all;
        });
    send(page, "begin");
    return page;
  }

  private void forget(String migrationId, SseEmitter page) {
    watched.computeIfPresent(
        migrationId,
        (id, those) -> {
          those.pages.remove(page);
          return those.pages.isEmpty() ? null : those;
        });
  }

  /** How many pages watch. */
  int watching() {
    return watched.values().stream().mapToInt(those -> those.pages.size()).sum();
  }

  private void tell() {
    try {
      watched.forEach(this::tell);
    } catch (DataAccessException e) {
      LOG.debug("No look for changes while the database does not answer", e);
    } catch (RuntimeException e) {
      // An exception that got out would end the looks.
      LOG.warn("Open pages could not be told of changes", e);
    }
  }

  private void tell(String migrationId, Watched those) {
    String version = versions.of(migrationId);
    if (!version.equals(those.known)) {
      those.known = version;
      those.pages.forEach(page -> send(page, version));
    }
  }

  private static void send(SseEmitter page, String version) {
    try {
      page.send(SseEmitter.event().name(EVENT).data(version));
    } catch (IOException | IllegalStateException e) {
      page.completeWithError(e);
    }
  }

  /** Before the web server waits for open answers to end. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    thread.shutdownNow();
    watched.values().forEach(those -> those.pages.forEach(SseEmitter::complete));
  }
}
