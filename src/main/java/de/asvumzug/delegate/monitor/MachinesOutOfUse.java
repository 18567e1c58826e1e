package de.asvumzug.delegate.monitor;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which machines have been stated to be out of use and are not proven to stand still yet, in {@code
 * umzug.machine_out_of_use}. What exactly was stated is evidence of the move.
 */
@Repository
public class MachinesOutOfUse {
  private final JdbcClient database;

  MachinesOutOfUse(JdbcClient database) {
    this.database = database;
  }

  /** Stated anew after the machine had answered in between: it is waited for again. */
  public void add(String migrationId, String machine, String statedBy, String confirmedBy) {
    end(migrationId);
    database
        .sql(
            """
            insert into umzug.machine_out_of_use (migration_id, machine, stated_by, confirmed_by)
            values (?, ?, ?, ?)
            """)
        .params(migrationId, machine, statedBy, confirmedBy)
        .update();
  }

  /** Ids of the moves whose new machine is waited for. */
  List<String> silent() {
    return database
        .sql(
            "select migration_id from umzug.machine_out_of_use"
                + " where ended_at is null and returned_at is null order by stated_at")
        .query(String.class)
        .list();
  }

  /** False if another node was faster, or nobody waits for it any more. */
  boolean returned(String migrationId) {
    return database
            .sql(
                "update umzug.machine_out_of_use set returned_at = now()"
                    + " where migration_id = ? and ended_at is null and returned_at is null")
            .param(migrationId)
            .update()
        == 1;
  }

  /**
   * Ends what has returned and was secured; one that was stated to be out of use once more is still
   * waited for.
   */
  public boolean endReturned(String migrationId) {
    return database
            .sql(
                "update umzug.machine_out_of_use set ended_at = now()"
                    + " where migration_id = ? and ended_at is null and returned_at is not null")
            .param(migrationId)
            .update()
        == 1;
  }

  private void end(String migrationId) {
    database
        .sql(
            "update umzug.machine_out_of_use set ended_at = now()"
                + " where migration_id = ? and ended_at is null")
        .param(migrationId)
        .update();
  }
}
