package de.asvumzug.security.events;

import de.asvumzug.security.request.RequestLog;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Who logged in, was refused, changed an account or read evidence ({@code umzug.security_trail}).
 * Kept for twelve months, for it-management. What somebody can repeat at will is written a few
 * times an hour only.
 */
@Component
public final class SecurityTrail {
  private static final Logger LOG = LoggerFactory.getLogger(SecurityTrail.class);
  private static final ZoneId HERE = ZoneId.of("Europe/Berlin");
  private static final int LONGEST_TEXT = 300;
  private static final int PAGE = 200;
  private static final long HOUR = 3_600_000;
  private static final int MOST_COUNTED = 10_000;

  private final JdbcClient jdbc;
  private final Map<String, int[]> written = new LinkedHashMap<>();
  private long hour;

  SecurityTrail(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What a line is about. */
  public enum Kind {
    LOGIN("Anmeldung", 30),
    PROGRAM("Anmeldung eines Programms", 1),
    WRONG_PASSWORD("Falsches Kennwort", 30),
    REFUSED("Abgewiesen", 30),
    ACCOUNT("Konto geändert", Integer.MAX_VALUE),
    READ("Einsicht", 60);

    private final String label;
    private final int anHour;

    Kind(String label, int anHour) {
      this.label = label;
      this.anHour = anHour;
    }
  }

  /** A line as it is shown. */
  record Line(
      long number, OffsetDateTime at, String kind, String account, String source, String text) {}

  /** Written in a transaction of its own; that it could not be written is logged. */
  public void note(Kind kind, String account, String source, String text) {
    if (!counts(kind, account, source)) {
      return;
    }
    try {
      jdbc.sql(
              "insert into umzug.security_trail (kind, account, source, text) values (:kind, :account, :source, :text)")
          .param("kind", kind.name())
          .param("account", RequestLog.printable(account))
          .param("source", source)
          .param("text", text.substring(0, Math.min(text.length(), LONGEST_TEXT)))
          .update();
    } catch (DataAccessException e) {
      LOG.error("Zeile des Sicherheitsprotokolls nicht geschrieben: {}", e.getMessage());
    }
  }

  private synchronized boolean counts(Kind kind, String account, String source) {
    long now = System.currentTimeMillis() / HOUR;
    if (now != hour || written.size() > MOST_COUNTED) {
      written.clear();
      hour = now;
    }
    int[] count =
        written.computeIfAbsent(kind + " " + account + " " + source, unknown -> new int[1]);
    return count[0]++ < kind.anHour;
  }

  /** The newest lines with a smaller number, newest first. */
  List<Line> before(long number) {
    return jdbc.sql(
            "select number, at, kind, account, source, text from umzug.security_trail where number < :number order by number desc limit :page")
        .param("number", number)
        .param("page", PAGE)
        .query(
            (row, index) ->
                new Line(
                    row.getLong("number"),
                    row.getObject("at", OffsetDateTime.class)
                        .atZoneSameInstant(HERE)
                        .toOffsetDateTime(),
                    Kind.valueOf(row.getString("kind")).label,
                    row.getString("account"),
                    row.getString("source"),
                    row.getString("text")))
        .list();
  }

  @Scheduled(initialDelayString = "PT1H", fixedDelayString = "P1D")
  void forget() {
    int gone =
        jdbc.sql("delete from umzug.security_trail where at < now() - interval '12 months'")
            .update();
    if (gone > 0) {
      LOG.info("{} Zeilen des Sicherheitsprotokolls sind älter als zwölf Monate: entfernt", gone);
    }
  }
}
