package de.asvumzug.check.tenant;

import de.asvumzug.check.TenantSettings.Ignored;
import de.asvumzug.check.TenantSettings.Table;
import de.asvumzug.check.probe.ValueHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The psql script that measures a PostgreSQL database: one statement, one pass for each table.
 * School numbers are psql variables; names of tables and columns come quoted from the server.
 */
final class TenantScript {
  private static final String NOTHING = "''::text";

  private final TenantPlan plan;
  private final TenantWay way;

  TenantScript(TenantPlan plan, TenantWay way) {
    this.plan = plan;
    this.way = way;
  }

  /** Variables that the script speaks of. */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("wanted", way.algorithm());
    for (int i = 0; i < plan.schools().size(); i++) {
      variables.put("schule_" + i, plan.schools().get(i));
    }
    return variables;
  }

  /**
   * @param head settings and what does not depend on tables
   * @param columns answer of tenant-columns.sql
   * @param numbers SQL for the numbers per school; may be blank
   */
  String text(String head, List<Map<String, String>> columns, String numbers) {
    StringBuilder script = new StringBuilder(head).append('\n');
    tables(columns).values().stream()
        .filter(this::isAskedFor)
        .forEach(table -> script.append(statement(table)).append('\n'));
    if (!numbers.isBlank()) {
      script.append(
          "select 'school', z.school, z.pupils, z.classes, z.teachers, '', '', '' from (\n%s) z;\n"
              .formatted(numbers));
    }
    return script.append("select 'end', '', '', '', '', '', '', '';\n").toString();
  }

  static Map<String, List<Map<String, String>>> tables(List<Map<String, String>> columns) {
    return columns.stream()
        .collect(
            Collectors.groupingBy(
                column -> column.get("source"), LinkedHashMap::new, Collectors.toList()));
  }

  private boolean isAskedFor(List<Map<String, String>> columns) {
    Map<String, String> first = columns.get(0);
    return !plan.alone() || !plan.entries(first.get("schema"), first.get("table")).isEmpty();
  }

  private String statement(List<Map<String, String>> columns) {
    Map<String, String> first = columns.get(0);
    String schema = first.get("schema");
    String table = first.get("table");
    StringBuilder references = new StringBuilder();
    StringBuilder joins = new StringBuilder();
    List<String> marks = new ArrayList<>();
    List<Table> entries = plan.entries(schema, table);
    for (int entry = 0; entry < entries.size(); entry++) {
      join(entries.get(entry), entry, columns, references, joins, marks);
    }
    boolean lists = plan.holdsManyLists(schema, table);
    String list = lists ? "(" + plan.settings().valueListName() + ")" : NOTHING;
    // Groups cost time also where there is only one; without them an empty table would be a part.
    boolean groups = lists || !joins.isEmpty();
    String names = "%s, %s".formatted(first.get("schema_literal"), first.get("table_literal"));
    return """
        select 'part', %s, %s as marken, %s, count(*), %s, %s
          from (%s) zeile %s %s;
        select 'table', %s, %s, '', '', '', '';
        """
        .formatted(
            names,
            marks.isEmpty() ? NOTHING : String.join(" || ", marks),
            groups ? "liste" : NOTHING,
            sum(columns, "h", false),
            sum(columns, "k", true),
            rows(
                columns,
                (groups ? list + " as liste, " : "") + references,
                first.get("source")
                    + " t"
                    + condition(plan.ignored(schema, table), owned(entries, columns))),
            joins,
            groups ? "group by marken, liste" : "having count(*) > 0",
            names,
            literal(columns));
  }

  /**
   * The hashes of the rows, beside what else is asked of them. In a query of its own, for the
   * server computes it in parallel before it joins; "offset 0" keeps it from computing a value
   * again wherever it is used.
   */
  private String rows(List<Map<String, String>> columns, String also, String source) {
    if (way == TenantWay.MD5) {
      return "select %s%s as h, %s as k from %s offset 0"
          .formatted(also, md5(columns, false), md5(columns, true), source);
    }
    StringBuilder first = new StringBuilder("*");
    StringBuilder second = new StringBuilder("*");
    StringBuilder values = new StringBuilder(also).append("1 as zeile");
    for (boolean key : new boolean[] {false, true}) {
      List<Map<String, String>> counted = counted(columns, key);
      if (!counted.isEmpty()) {
        String name = key ? "k" : "h";
        // The seed are the columns' names: the same values in others are another row.
        long seed = ValueHash.seed(counted.stream().map(column -> column.get("name")).toList());
        values.append(", row(%s) as %s".formatted(joined(counted, "value", ", "), name));
        first.append(", hash_record_extended(%1$s, %2$d::bigint) as %1$s1".formatted(name, seed));
        second.append(", hash_record_extended(%1$s, %1$s1) as %1$s2".formatted(name));
      }
    }
    return "select %s from (select %s from (select %s from %s offset 0) werte offset 0) halb offset 0"
        .formatted(second, first, values, source);
  }

  private void join(
      Table entry,
      int number,
      List<Map<String, String>> columns,
      StringBuilder references,
      StringBuilder joins,
      List<String> marks) {
    String reference = reference(entry, columns);
    String none = "'" + "0".repeat(plan.schools().size() + 1) + "'";
    if (reference == null) {
      marks.add(none);
      return;
    }
    references.append("%s as r%d, ".formatted(reference, number));
    marks.add("coalesce(e%d.m, %s)".formatted(number, none));
    joins.append(
        """
         left join (select o.row_id, bit_or(coalesce(s.m, %s))::text as m
             from (%s) o left join (values %s) s(school, m) on s.school = o.school
            where o.school is not null group by o.row_id) e%d on e%d.row_id = zeile.r%d
        """
            .formatted(
                mark(plan.schools().size()), entry.owners(), schools(), number, number, number));
  }

  /** What the rows of the schools have, if only they are asked for; empty else. */
  private String owned(List<Table> entries, List<Map<String, String>> columns) {
    if (!plan.alone()) {
      return "";
    }
    String owned =
        entries.stream()
            .filter(entry -> reference(entry, columns) != null)
            .map(
                entry ->
                    """
                    %s in (select o.row_id from (%s) o join (values %s) s(school, m) on s.school = o.school)
                    """
                        .formatted(reference(entry, columns), entry.owners(), schools()))
            .collect(Collectors.joining(" or "));
    return owned.isEmpty() ? "false" : "(" + owned + ")";
  }

  /** The column that tells whose a row is; null if the table has none of that name. */
  private static String reference(Table entry, List<Map<String, String>> columns) {
    return columns.stream()
        .filter(column -> column.get("name").equals(entry.column()))
        .map(column -> column.get("reference"))
        .findFirst()
        .orElse(null);
  }

  /** Each school and its mark. */
  private String schools() {
    List<String> schools = new ArrayList<>();
    for (int i = 0; i < plan.schools().size(); i++) {
      schools.add("(:'schule_%d', %s)".formatted(i, mark(i)));
    }
    return String.join(", ", schools);
  }

  private String mark(int place) {
    int after = plan.schools().size() - place;
    return "B'" + "0".repeat(place) + "1" + "0".repeat(after) + "'";
  }

  private List<Map<String, String>> counted(List<Map<String, String>> columns, boolean key) {
    return columns.stream()
        .filter(column -> !column.get("name").isEmpty())
        .filter(column -> counts(column, key))
        .sorted(Comparator.comparing(column -> column.get("name")))
        .toList();
  }

  private static String joined(List<Map<String, String>> columns, String what, String between) {
    return columns.stream().map(column -> column.get(what)).collect(Collectors.joining(between));
  }

  private String md5(List<Map<String, String>> columns, boolean key) {
    String text = joined(counted(columns, key), "expression", " || ");
    String hash = text.isEmpty() ? "md5('')" : "md5(convert_to(" + text + ", 'UTF8'))";
    return "('x' || " + hash + ")::bit(128)";
  }

  private boolean counts(Map<String, String> column, boolean key) {
    String schema = column.get("schema");
    String table = column.get("table");
    return plan.countsColumn(schema, table, column.get("name"))
        && (!key || plan.isKeyColumn(schema, table, column.get("name")));
  }

  private static String condition(List<Ignored> ignored, String owned) {
    String all =
        Stream.concat(
                ignored.stream()
                    .map(Ignored::condition)
                    .filter(text -> !text.isBlank())
                    .map(text -> "not coalesce((" + text + "), false)"),
                Stream.of(owned).filter(text -> !text.isEmpty()))
            .collect(Collectors.joining(" and "));
    return all.isEmpty() ? "" : " where " + all;
  }

  private String sum(List<Map<String, String>> columns, String hash, boolean key) {
    if (way == TenantWay.MD5) {
      return "coalesce(sum(%1$s::bit(64)::bigint), 0) || ':' || coalesce(sum((%1$s << 64)::bit(64)::bigint), 0)"
          .formatted(hash);
    }
    return counted(columns, key).isEmpty()
        ? "'0:0'"
        : "coalesce(sum(%1$s2), 0) || ':' || coalesce(sum(%1$s1 # %1$s2), 0)".formatted(hash);
  }

  private static String literal(List<Map<String, String>> columns) {
    return "'"
        + columns.stream()
            .map(column -> column.get("name").replace("'", "''"))
            .sorted()
            .collect(Collectors.joining("\n"))
        + "'";
  }
}
