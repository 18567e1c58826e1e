package de.asvumzug.plan;

import de.asvumzug.plan.intake.FiledMigration;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.plan.intake.PlanReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.Year;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The store of accepted plans (table {@code umzug.migration}); revisions are only ever added, but
 * for who the people are: that changes in place, and goes when the retention is over.
 */
@Repository
public class Migrations implements MigrationLookup {
  private static final String COLUMNS =
      "m.plan::text as plan, m.revision, m.created_at, m.created_by";

  private final JdbcClient jdbc;
  private final PlanJson json;
  private final Clock clock;

  public Migrations(JdbcClient jdbc, PlanJson json, Clock planClock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = planClock;
  }

  /**
   * The next number of this year, e.g. {@code U-2026-0001}. The counter's row stays locked until
   * the running transaction ends, so a plan that is not stored in the end leaves no gap.
   */
  @Transactional
  public String nextId() {
    int year = Year.now(clock.withZone(PlanReader.ZONE)).getValue();
    int number =
        jdbc.sql(
                """
                insert into umzug.migration_number as n (year, last) values (:year, 1)
                on conflict (year) do update set last = n.last + 1
                returning last""")
            .param("year", year)
            .query(Integer.class)
            .single();
    return "U-%d-%04d".formatted(year, number);
  }

  /** Stores a new plan as revision 1. */
  @Transactional
  public void insert(Migration plan, String actor) {
    store(plan, 1, actor);
  }

  /**
   * Stores a new revision with another window.
   *
   * @throws UnknownMigration if there is no such move
   */
  @Transactional
  public Migration moveWindow(String id, Window window, String actor) {
    return propose(id, List.of(window), actor);
  }

  /**
   * Stores a new revision with other windows to choose from.
   *
   * @throws UnknownMigration if there is no such move
   */
  @Transactional
  public Migration propose(String id, List<Window> windows, String actor) {
    waitInLine(id);
    FiledMigration latest = filed(id).orElseThrow(() -> new UnknownMigration(id));
    Migration moved = latest.plan().withWindows(windows);
    store(moved, latest.revision() + 1, actor);
    return moved;
  }

  /**
   * Changes who has to do with a move, in its newest revision: whoever agreed to a window has
   * agreed to it whoever answers the telephone.
   *
   * @throws UnknownMigration if there is no such move
   * @throws IllegalStateException if its retention is over
   */
  @Transactional
  public Migration changePeople(String id, UnaryOperator<Migration> change) {
    waitInLine(id);
    FiledMigration latest = filed(id).orElseThrow(() -> new UnknownMigration(id));
    if (peopleDeleted(id)) {
      throw new IllegalStateException("retention is over: " + id);
    }
    Migration changed = change.apply(latest.plan());
    rewrite(changed, latest.revision());
    return changed;
  }

  /** Whether the retention of a move is over and nobody's name is kept any more. */
  public boolean peopleDeleted(String id) {
    return jdbc.sql(
            "select exists (select 1 from umzug.migration where id = :id and people_deleted_at is"
                + " not null)")
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /** Moves whose plans still name people. */
  public List<String> withPeople() {
    return jdbc.sql(
            "select distinct id from umzug.migration where people_deleted_at is null order by id")
        .query(String.class)
        .list();
  }

  /**
   * Takes everybody's name, address and telephone out of all revisions.
   *
   * @return false if that was done before, or there is no such move
   */
  @Transactional
  public boolean deletePeople(String id) {
    waitInLine(id);
    if (peopleDeleted(id)) {
      return false;
    }
    revisions(id).forEach(filed -> rewrite(filed.plan().withoutPeople(), filed.revision()));
    return jdbc.sql("update umzug.migration set people_deleted_at = :at where id = :id")
            .param("id", id)
            .param("at", Timestamp.from(clock.instant()))
            .update()
        > 0;
  }

  /** The first revision is never replaced: locking it lets people who change a plan wait. */
  private void waitInLine(String id) {
    jdbc.sql("select 1 from umzug.migration where id = :id and revision = 1 for update")
        .param("id", id)
        .query(Integer.class)
        .optional();
  }

  private void rewrite(Migration plan, int revision) {
    jdbc.sql(
            "update umzug.migration set plan = cast(:plan as jsonb) where id = :id and revision ="
                + " :revision")
        .param("id", plan.id())
        .param("revision", revision)
        .param("plan", json.write(plan))
        .update();
  }

  public Optional<Migration> find(String id) {
    return filed(id).map(FiledMigration::plan);
  }

  /**
   * @throws UnknownMigration if there is no such move
   */
  @Override
  public Migration get(String id) {
    return find(id).orElseThrow(() -> new UnknownMigration(id));
  }

  /** The newest revision. */
  public Optional<FiledMigration> filed(String id) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from umzug.migration m where m.id = :id order by m.revision desc limit 1")
        .param("id", id)
        .query(this::row)
        .optional();
  }

  /** Every revision of one move, the oldest first. */
  public List<FiledMigration> revisions(String id) {
    return jdbc.sql(
            "select " + COLUMNS + " from umzug.migration m where m.id = :id order by m.revision")
        .param("id", id)
        .query(this::row)
        .list();
  }

  /** The newest revision of every move, the newest move first. */
  public List<FiledMigration> list() {
    return jdbc.sql(
            "select distinct on (m.id) "
                + COLUMNS
                + " from umzug.migration m order by m.id desc, m.revision desc")
        .query(this::row)
        .list();
  }

  /** The newest revision of every move whose window has a moment in common with this one. */
  public List<Migration> at(Window window) {
    return jdbc
        .sql(
            "select * from (select distinct on (m.id) "
                + COLUMNS
                + " from umzug.migration m order by m.id, m.revision desc) newest"
                + " where (plan::jsonb -> 'window' ->> 'start')::timestamptz < :end"
                + " and (plan::jsonb -> 'window' ->> 'end')::timestamptz > :start")
        .param("start", Timestamp.from(window.start()))
        .param("end", Timestamp.from(window.end()))
        .query(this::row)
        .list()
        .stream()
        .map(FiledMigration::plan)
        .toList();
  }

  /**
   * The newest revision of every move that one of these schools takes part in, the newest move
   * first. Schools are the same in every revision, so the first one is looked at.
   *
   * @param numbers Schulnummern
   */
  public List<FiledMigration> ofSchools(Set<String> numbers) {
    Set<String> ids = new TreeSet<>(Comparator.reverseOrder());
    for (String number : numbers) {
      ids.addAll(
          jdbc.sql(
                  """
                  select m.id from umzug.migration m
                   where m.revision = 1
                     and m.plan -> 'schools' @> jsonb_build_array(jsonb_build_object('number', cast(:number as text)))""")
              .param("number", number)
              .query(String.class)
              .list());
    }
    return ids.stream().flatMap(id -> filed(id).stream()).toList();
  }

  private void store(Migration plan, int revision, String actor) {
    jdbc.sql(
            """
            insert into umzug.migration (id, revision, plan, created_at, created_by)
            values (:id, :revision, cast(:plan as jsonb), :at, :by)""")
        .param("id", plan.id())
        .param("revision", revision)
        .param("plan", json.write(plan))
        .param("at", Timestamp.from(clock.instant()))
        .param("by", actor)
        .update();
  }

  private FiledMigration row(ResultSet row, int number) throws SQLException {
    Instant at = row.getTimestamp("created_at").toInstant();
    return new FiledMigration(
        json.read(row.getString("plan")), row.getInt("revision"), at, row.getString("created_by"));
  }
}
