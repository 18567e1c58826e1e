package de.asvumzug.backup.tenant;

import de.asvumzug.host.Host;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.Progress;
import de.asvumzug.host.job.StepJobs;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Places on machines that all nodes share, in table {@code umzug.machine_place}. A place is leased
 * and renewed: that of a node that died is over after a while. Whoever is next then looks at the
 * machine itself, and waits as long as a job of the step that had the place still runs there. A
 * node that could not renew its place, because the database was away for long, finds out before it
 * begins the next job, and its attempt goes on from the start.
 */
@Repository
class DatabaseShareQueue implements ShareQueue {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseShareQueue.class);
  static final Duration LEASE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Duration lease;
  private final Sleeper pause;
  private final ScheduledExecutorService renewals =
      Executors.newScheduledThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "machine-place");
            thread.setDaemon(true);
            return thread;
          });

  @Autowired
  DatabaseShareQueue(JdbcClient jdbc, TransactionTemplate transaction) {
    this(jdbc, transaction, LEASE, Sleeper.REAL);
  }

  DatabaseShareQueue(
      JdbcClient jdbc, TransactionTemplate transaction, Duration lease, Sleeper pause) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.lease = lease;
    this.pause = pause;
  }

  @Override
  public <T> T with(Wish wish, Work<T> work) throws Exception {
    StepJobs own = wish.act().own();
    own.await(wish.machine(), wish.act().progress(), pause);
    long ticket = enter(wish);
    ScheduledFuture<?> renewing =
        renewals.scheduleWithFixedDelay(
            () -> renewQuietly(ticket),
            lease.toMillis() / 4,
            lease.toMillis() / 4,
            TimeUnit.MILLISECONDS);
    boolean nothingRuns = false;
    try {
      T result = work.call(() -> requireOurs(ticket, wish));
      nothingRuns = true;
      return result;
    } catch (Exception e) {
      nothingRuns = nothingRuns(own, wish.machine());
      throw e;
    } finally {
      renewing.cancel(false);
      if (nothingRuns) {
        leave(ticket);
      }
    }
  }

  private long enter(Wish wish) throws IOException, InterruptedException {
    long ticket = queue(wish);
    boolean told = false;
    while (true) {
      if (!renewed(ticket)) {
        ticket = queue(wish); // the database was away for so long that our turn is over
      }
      if (turn(ticket, wish)) {
        return ticket;
      }
      if (!told) {
        told = true;
        wish.act()
            .progress()
            .at(new Progress(0, 0, "", "Wartet auf andere Schulen auf " + wish.machine().name()));
      }
      endDeadOnes(wish.machine());
      pause.during(POLL);
    }
  }

  /**
   * A row of the same step is one of before a restart or of an attempt before this one, and nothing
   * of it runs any more.
   */
  private long queue(Wish wish) {
    return transaction.execute(
        status -> {
          jdbc.sql("delete from umzug.machine_place where machine = :machine and step = :step")
              .param("machine", wish.machine().name())
              .param("step", wish.act().own().step())
              .update();
          return jdbc.sql(
                  """
                  insert into umzug.machine_place (machine, step, places, until)
                  values (:machine, :step, :places,
                          clock_timestamp() + :lease * interval '1 millisecond')
                  returning ticket""")
              .param("machine", wish.machine().name())
              .param("step", wish.act().own().step())
              .param("places", wish.places())
              .param("lease", lease.toMillis())
              .query(Long.class)
              .single();
        });
  }

  /** Whether nobody came before us who still waits, and there is room; then we are inside. */
  private boolean turn(long ticket, Wish wish) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              String machine = wish.machine().name();
              jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
                  .param("name", "asv-umzug places " + machine)
                  .query((row, number) -> true)
                  .list();
              jdbc.sql(
                      """
                      delete from umzug.machine_place
                      where machine = :machine and not inside and until < clock_timestamp()""")
                  .param("machine", machine)
                  .update();
              return jdbc.sql(
                          """
                          update umzug.machine_place p set inside = true
                          where ticket = :ticket
                            and not exists (
                              select from umzug.machine_place q
                              where q.machine = p.machine and not q.inside and q.ticket < p.ticket)
                            and p.places <= :total - (
                              select coalesce(sum(q.places), 0) from umzug.machine_place q
                              where q.machine = p.machine and q.inside)""")
                      .param("ticket", ticket)
                      .param("total", wish.total())
                      .update()
                  == 1;
            }));
  }

  private record Dead(long ticket, String step) {}

  /** The lease alone ends nothing: a node whose database is away still works on the machine. */
  private void endDeadOnes(Host machine) throws IOException {
    List<Dead> over =
        jdbc.sql(
                """
                select ticket, step from umzug.machine_place
                where machine = :machine and inside and until < clock_timestamp()""")
            .param("machine", machine.name())
            .query((row, number) -> new Dead(row.getLong(1), row.getString(2)))
            .list();
    for (Dead dead : over) {
      if (StepJobs.of(dead.step()).running(machine).isEmpty()) {
        LOG.warn("{} has lost its place on {}", dead.step(), machine.name());
        jdbc.sql(
                "delete from umzug.machine_place where ticket = :ticket and until <"
                    + " clock_timestamp()")
            .param("ticket", dead.ticket())
            .update();
      }
    }
  }

  private void requireOurs(long ticket, Wish wish) {
    if (!renewed(ticket)) {
      throw new DataAccessResourceFailureException(
          "the place on " + wish.machine().name() + " could not be renewed in time and is lost");
    }
  }

  private boolean renewed(long ticket) {
    return jdbc.sql(
                """
                update umzug.machine_place
                set until = clock_timestamp() + :lease * interval '1 millisecond'
                where ticket = :ticket""")
            .param("lease", lease.toMillis())
            .param("ticket", ticket)
            .update()
        == 1;
  }

  private void renewQuietly(long ticket) {
    try {
      renewed(ticket);
    } catch (RuntimeException e) {
      LOG.info("A place could not be renewed: {}", e.getMessage());
    }
  }

  /** An attempt that was interrupted, or lost sight of its machine, may leave a job at work. */
  private static boolean nothingRuns(StepJobs own, Host machine) {
    try {
      return !Thread.currentThread().isInterrupted() && own.running(machine).isEmpty();
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private void leave(long ticket) {
    try {
      jdbc.sql("delete from umzug.machine_place where ticket = :ticket")
          .param("ticket", ticket)
          .update();
    } catch (DataAccessException e) {
      LOG.info("A place ends with its lease: {}", e.getMessage());
    }
  }
}
