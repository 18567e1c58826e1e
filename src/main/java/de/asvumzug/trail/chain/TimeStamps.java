package de.asvumzug.trail.chain;

import de.asvumzug.trail.TrailSettings;
import de.asvumzug.trail.book.BookEntry;
import de.asvumzug.trail.book.TrailBookRepository;
import java.io.IOException;
import java.math.BigInteger;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Has the end of the book of trails stamped by an authority (RFC 3161), if one is set. The book
 * chains all moves, so one stamp dates every line that was there; it is checked before it is kept.
 */
@Component
public class TimeStamps {
  private static final Logger LOG = LoggerFactory.getLogger(TimeStamps.class);

  private final TrailBookRepository book;
  private final TrailStampRepository stamps;
  private final TrailHeads heads;
  private final TrailSettings settings;
  private final StampCheck check;
  private final HttpClient http;
  private volatile String trouble;

  public TimeStamps(
      TrailBookRepository book,
      TrailStampRepository stamps,
      TrailHeads heads,
      TrailSettings settings) {
    this.book = book;
    this.stamps = stamps;
    this.heads = heads;
    this.settings = settings;
    this.check = new StampCheck(settings.timestampCertificate());
    this.http = HttpClient.newBuilder().connectTimeout(settings.timestampTimeout()).build();
  }

  /** Nothing where no authority is set or nothing is new. An authority that is down delays it. */
  @Scheduled(fixedDelayString = "${asv.trail.timestamp-every:1h}", initialDelayString = "1m")
  public void stamp() {
    if (settings.timestampUrl() == null) {
      return;
    }
    try {
      stamps.unrecorded().forEach(move -> heads.giveOut(move, "Zeitstempel"));
      BookEntry last = book.last().orElse(null);
      if (last != null
          && stamps.newest().map(newest -> newest.number() < last.number()).orElse(true)) {
        stamps.add(stamped(last));
      }
      trouble = null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | TSPException | StampCheck.Fault e) {
      trouble =
          """
          Die Zeitstempelstelle %s hat keinen gültigen Zeitstempel geliefert (%s). \
          Es wird weiter versucht."""
              .formatted(settings.timestampUrl(), e.getMessage());
      LOG.warn("{}", trouble, e);
    }
  }

  /** German; empty if the last try went well. */
  Optional<String> trouble() {
    return Optional.ofNullable(trouble);
  }

  /** Checks a stamp that was kept. */
  public StampCheck.Stamped verify(TrailStampRepository.Stored stamp, String hash)
      throws StampCheck.Fault {
    return check.check(stamp.token(), hash);
  }

  private TrailStampRepository.Stored stamped(BookEntry entry)
      throws IOException, InterruptedException, TSPException, StampCheck.Fault {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    TimeStampRequest request =
        generator.generate(
            TSPAlgorithms.SHA256,
            StampCheck.imprint(entry.hash()),
            new BigInteger(64, new SecureRandom()));
    HttpResponse<byte[]> answer =
        http.send(
            HttpRequest.newBuilder(settings.timestampUrl())
                .timeout(settings.timestampTimeout())
                .header("Content-Type", "application/timestamp-query")
                .header("Accept", "application/timestamp-reply")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.getEncoded()))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new IOException("HTTP " + answer.statusCode());
    }
    TimeStampResponse response = new TimeStampResponse(answer.body());
    response.validate(request);
    if (response.getTimeStampToken() == null) {
      throw new IOException("abgelehnt: " + response.getStatusString());
    }
    StampCheck.Stamped stamped = check.check(response.getTimeStampToken(), entry.hash());
    return new TrailStampRepository.Stored(
        entry.number(),
        stamped.at(),
        stamped.authority(),
        Base64.getEncoder().encodeToString(response.getTimeStampToken().getEncoded()));
  }
}
