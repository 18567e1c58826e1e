package de.asvumzug.move;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Somebody with all rights on the application's database, who has switched the triggers off and
 * changes one value of one row of the trail.
 */
final class TrailForger implements AutoCloseable {
  static final List<String> COLUMNS =
      List.of(
          "migration_id",
          "number",
          "at",
          "kind",
          "actor",
          "element",
          "school",
          "machine",
          "text",
          "details",
          "previous_hash",
          "hash",
          "book",
          "key_id",
          "mac");

  private final Connection connection;
  private final String move;

  TrailForger(PlayedMove played) throws SQLException {
    connection = played.database();
    move = played.move().id();
    execute("alter table umzug.trail disable trigger all");
    execute("create table public.true_row as select * from umzug.trail with no data");
  }

  /** The first and last row, and rows with evidence, a school, a machine, a person. */
  List<Long> sampleRows() throws SQLException {
    List<Long> rows = new ArrayList<>();
    String sql =
        "select distinct n from (select min(number) n from umzug.trail union all"
            + " select max(number) from umzug.trail union all"
            + " select min(number) from umzug.trail where kind = 'EVIDENCE' union all"
            + " select max(number) from umzug.trail where school is not null union all"
            + " select min(number) from umzug.trail where machine is not null union all"
            + " select max(number) from umzug.trail where kind = 'DECISION') s order by 1";
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        rows.add(row.getLong(1));
      }
    }
    return rows;
  }

  /** Changes the last byte of the value; what is empty gets one. */
  void change(long number, String column) throws SQLException {
    String changed =
        switch (column) {
          case "number" -> "number + 100000";
          case "book" -> "book + 1";
          case "at" -> "at + interval '1 microsecond'";
          default ->
              "left(coalesce(%1$s, ''), -1) || case when right(%1$s, 1) = 'x' then 'y' else 'x' end"
                  .formatted(column);
        };
    try (PreparedStatement keep =
            connection.prepareStatement(
                "insert into public.true_row select * from umzug.trail where migration_id = ?"
                    + " and number = ?");
        PreparedStatement forge =
            connection.prepareStatement(
                "update umzug.trail set "
                    + column
                    + " = "
                    + changed
                    + " where migration_id = ? and number = ?")) {
      for (PreparedStatement statement : List.of(keep, forge)) {
        statement.setString(1, move);
        statement.setLong(2, number);
        if (statement.executeUpdate() != 1) {
          throw new IllegalStateException("no row " + number);
        }
      }
    }
    this.number = column.equals("number") ? number + 100_000 : number;
  }

  private long number;

  void undo() throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("delete from umzug.trail where number = ?")) {
      delete.setLong(1, number);
      delete.executeUpdate();
    }
    execute("insert into umzug.trail select * from public.true_row");
    execute("delete from public.true_row");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    try (Connection closed = connection) {
      execute("drop table public.true_row");
      execute("alter table umzug.trail enable always trigger trail_append_only");
      execute("alter table umzug.trail enable always trigger trail_no_truncate");
      execute("alter table umzug.trail enable always trigger trail_chains");
      execute("alter table umzug.trail enable always trigger trail_has_mac");
    }
  }
}
