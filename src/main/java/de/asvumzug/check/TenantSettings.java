package de.asvumzug.check;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which rows of an ASV database belong to a school, what a school backup cannot carry, and what is
 * not compared. All of it is assumed from the tables in docs/domain.md §3.3; on a real installation
 * {@code uncovered} of a measurement names the tables that are not in here yet.
 *
 * <p>SQL must be valid on PostgreSQL and H2, with full names ({@code asv.svp_klasse}).
 *
 * @param tables which rows belong to a school; unset for those of docs/domain.md §3.3
 * @param ignored rows and columns that are never compared; unset for locks and times of log-ins
 * @param gaps what the school has to complete; unset for own reports, cross-school users and shared
 *     teachers
 * @param schema schema of ASV's own tables
 * @param valueLists pattern (regular expression) of the tables that hold value lists
 * @param valueListTable table that holds the values of many lists
 * @param valueListName SQL expression over its row {@code t}: name of the list the row belongs to
 * @param auditColumns columns that tell who wrote a row and when: not part of a value list
 */
@ConfigurationProperties("asv.tenants")
public record TenantSettings(
    List<Table> tables,
    List<Ignored> ignored,
    List<GapQuery> gaps,
    @DefaultValue("asv") String schema,
    @DefaultValue("svp_wl_.*") String valueLists,
    @DefaultValue("svp_wl_wert") String valueListTable,
    @DefaultValue(TenantDefaults.LIST_NAME) String valueListName,
    @DefaultValue({"create_user", "create_date", "update_user", "update_date"})
        List<String> auditColumns) {

  public TenantSettings {
    tables = tables == null ? TenantDefaults.tables() : List.copyOf(tables);
    ignored = ignored == null ? TenantDefaults.ignored() : List.copyOf(ignored);
    gaps = gaps == null ? TenantDefaults.gaps() : List.copyOf(gaps);
    auditColumns = List.copyOf(auditColumns);
  }

  /** How much of a school's rows a school backup carries. */
  public enum Carried {
    /** Every row and column. */
    COMPLETE,
    /** Rows or columns may differ afterwards: the school completes them. */
    PARTIAL,
    /** Nothing: the rows stay behind. */
    NOTHING
  }

  /**
   * Rows of one table that belong to schools. A table may be named twice, with different labels.
   *
   * @param table name without schema, lower case
   * @param label how people read it; empty for the table's name
   * @param column column of the table that {@code owners} speaks of, lower case
   * @param owners SQL with the columns {@code row_id} (value of the column) and {@code school}
   *     (Schulnummer), for all schools
   * @param carried what a school backup carries of them
   * @param compared for PARTIAL: columns that must be equal nevertheless, and with them the number
   *     of rows; empty if nothing has to be
   */
  public record Table(
      String table,
      @DefaultValue("") String label,
      String column,
      String owners,
      @DefaultValue("COMPLETE") Carried carried,
      @DefaultValue List<String> compared) {

    public Table {
      label = label == null || label.isEmpty() ? table : label;
      compared = compared == null ? List.of() : List.copyOf(compared);
    }
  }

  /**
   * @param table name without schema, lower case
   * @param condition SQL over the row {@code t}: rows that do not count; empty for none
   * @param columns columns that do not count, lower case
   */
  public record Ignored(
      String table, @DefaultValue("") String condition, @DefaultValue List<String> columns) {

    public Ignored {
      condition = condition == null ? "" : condition;
      columns = columns == null ? List.of() : List.copyOf(columns);
    }
  }

  /**
   * @param kind short name for evidence, e.g. {@code own-reports}
   * @param title German, for people
   * @param sql answers one column {@code item} for the school {@code :school}; what it shows is for
   *     the school only
   * @param items false if only the number of rows may be kept
   */
  public record GapQuery(
      String kind, String title, String sql, @DefaultValue("true") boolean items) {}
}
