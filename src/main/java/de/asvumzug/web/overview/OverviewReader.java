package de.asvumzug.web.overview;

import de.asvumzug.plan.Window;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.MoveStatus;
import de.asvumzug.web.overview.MoveOverview.OverviewTurn;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads {@code umzug.move_overview}. */
@Component
public class OverviewReader {
  private static final String STATUS = "id, state, phase, started_at, ended_at, waits_for";

  private final JdbcClient jdbc;

  public OverviewReader(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param failedAt when it last could not be renewed; null if it could
   */
  record Stored(MoveOverview move, Instant projectedAt, Instant failedAt) {}

  List<Stored> rows(OverviewFilter filter, int from, int count) {
    return jdbc.sql(
            "select "
                + STATUS
                + """
                , revision, title, schools, turn_whom, turn_what, turn_since, turns, window_start,
                window_end, site, technician, projected_at, failed_at
                from umzug.move_overview where\s"""
                + filter.where()
                + " order by "
                + filter.order().columns()
                + " limit :count offset :skipped")
        .params(filter.values())
        .param("count", count)
        .param("skipped", from)
        .query(OverviewReader::stored)
        .list();
  }

  /** How many fit in each state. */
  Map<OverviewMark, Integer> totals(OverviewFilter filter) {
    Map<OverviewMark, Integer> totals = new EnumMap<>(OverviewMark.class);
    jdbc.sql(
            "select mark, count(*) as moves from umzug.move_overview where "
                + filter.where()
                + " group by mark")
        .params(filter.values())
        .query(
            row -> {
              totals.put(OverviewMark.valueOf(row.getString("mark")), row.getInt("moves"));
            });
    return totals;
  }

  List<String> sites() {
    return jdbc.sql(different("site")).query(String.class).list();
  }

  List<String> technicians() {
    return jdbc.sql(different("technician")).query(String.class).list();
  }

  /** Goes from one value to the next in the index: there are few, and thousands of rows. */
  private static String different(String column) {
    return """
    with recursive one (value) as (
      (select min(%1$s) from umzug.move_overview)
      union all
      select (select min(o.%1$s) from umzug.move_overview o where o.%1$s > one.value)
        from one where one.value is not null)
    select value from one where value is not null order by value"""
        .formatted(column);
  }

  /** How every move stands, by id; a few seconds old. */
  public Map<String, MoveStatus> statuses() {
    Map<String, MoveStatus> statuses = new HashMap<>();
    jdbc.sql("select " + STATUS + " from umzug.move_overview")
        .query(
            row -> {
              statuses.put(row.getString("id"), status(row));
            });
    return statuses;
  }

  /** Moves whose window ends after that time, by id; a few seconds old. */
  public List<String> endingAfter(Instant time) {
    return jdbc.sql("select id from umzug.move_overview where window_end > :time order by id")
        .param("time", time.atOffset(ZoneOffset.UTC))
        .query(String.class)
        .list();
  }

  /**
   * @param lookedAt null if it never was
   * @param missing moves without a row
   */
  record Look(Instant lookedAt, int missing) {}

  /** When all rows were last looked at; empty if no node has begun. */
  Optional<Look> look() {
    return jdbc.sql("select looked_at, missing from umzug.overview_look")
        .query((row, number) -> new Look(time(row, "looked_at"), row.getInt("missing")))
        .optional();
  }

  private static Stored stored(ResultSet row, int number) throws SQLException {
    String whom = row.getString("turn_whom");
    return new Stored(
        new MoveOverview(
            row.getString("id"),
            row.getInt("revision"),
            row.getString("title"),
            texts(row.getArray("schools")),
            status(row),
            whom == null
                ? null
                : new OverviewTurn(whom, row.getString("turn_what"), time(row, "turn_since")),
            row.getInt("turns"),
            new Window(time(row, "window_start"), time(row, "window_end")),
            row.getString("site"),
            row.getString("technician")),
        time(row, "projected_at"),
        time(row, "failed_at"));
  }

  private static MoveStatus status(ResultSet row) throws SQLException {
    return new MoveStatus(
        MoveState.valueOf(row.getString("state")),
        row.getString("phase"),
        time(row, "started_at"),
        time(row, "ended_at"),
        texts(row.getArray("waits_for")));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
