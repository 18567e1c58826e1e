package de.asvumzug.security.request;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Behind the doors: a body that does not tell its length is read to its end, within the limit,
 * before anything acts on the request. Otherwise an address that needs no body would act on one
 * that is refused. Large bodies pass a few at a time, so that many of them do not fill the memory.
 */
final class WholeBodies extends OncePerRequestFilter {
  private static final int LARGE_AT_A_TIME = 4;
  private static final int PATIENCE_SECONDS = 10;

  private final Problems problems;
  private final Semaphore large = new Semaphore(LARGE_AT_A_TIME, true);

  WholeBodies(Problems problems) {
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long length = request.getContentLengthLong();
    boolean unknown = length < 0 && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
    int limit = BodyLimits.of(RequestLimits.path(request));
    if (!mayBeLarge(unknown ? limit : length)) {
      pass(request, response, chain, unknown, limit);
    } else if (admitted()) {
      try {
        pass(request, response, chain, unknown, limit);
      } finally {
        large.release();
      }
    } else {
      response.setHeader(HttpHeaders.RETRY_AFTER, "" + PATIENCE_SECONDS);
      problems.end(
          response,
          HttpStatus.SERVICE_UNAVAILABLE,
          "Es werden gerade mehrere große Inhalte gelesen. Bitte gleich noch einmal senden.");
    }
  }

  private void pass(
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain,
      boolean unknown,
      int limit)
      throws ServletException, IOException {
    if (!unknown) {
      chain.doFilter(request, response);
      return;
    }
    byte[] body;
    try {
      body = request.getInputStream().readNBytes(limit + 1); // refused by LimitedRequest beyond
    } catch (IOException e) {
      if (!response.isCommitted()) {
        problems.end(
            response,
            HttpStatus.BAD_REQUEST,
            "Der Inhalt der Anfrage ist nicht lesbar oder wurde abgebrochen.");
      }
      return;
    }
    chain.doFilter(new CachedBodyRequest(request, body), response);
  }

  private boolean admitted() throws IOException {
    try {
      return large.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for memory", e);
    }
  }

  private static boolean mayBeLarge(long length) {
    return length > BodyLimits.REPORT;
  }
}
