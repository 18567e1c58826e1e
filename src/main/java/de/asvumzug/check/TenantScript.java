package de.asvumzug.check;

import de.asvumzug.check.TenantSettings.Ignored;
import de.asvumzug.check.TenantSettings.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The psql script that measures a PostgreSQL database: one statement, one pass for each table.
 * School numbers are psql variables; names of tables and columns come quoted from the server.
 */
final class TenantScript {
  private static final String NOTHING = "''::text";

  private final TenantPlan plan;

  TenantScript(TenantPlan plan) {
    this.plan = plan;
  }

  /** Variables that the script speaks of. */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
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
    tables(columns).values().forEach(table -> script.append(statement(table)).append('\n'));
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

  private String statement(List<Map<String, String>> columns) {
    Map<String, String> first = columns.get(0);
    String schema = first.get("schema");
    String table = first.get("table");
    List<String> marks = new ArrayList<>();
    StringBuilder joins = new StringBuilder();
    List<Table> entries = plan.entries(schema, table);
    for (int entry = 0; entry < entries.size(); entry++) {
      join(entries.get(entry), entry, columns, joins, marks);
    }
    String list =
        plan.holdsManyLists(schema, table) ? "(" + plan.settings().valueListName() + ")" : NOTHING;
    String names = "%s, %s".formatted(first.get("schema_literal"), first.get("table_literal"));
    return """
        select 'part', %s, marken, liste, count(*), %s, %s
          from (select %s as marken, %s as liste, %s as h, %s as k from %s t%s%s offset 0) alle group by marken, liste;
        select 'table', %s, %s, '', '', '', '';
        """
        .formatted(
            names,
            sum("h"),
            sum("k"),
            marks.isEmpty() ? NOTHING : String.join(" || ", marks),
            list,
            hash(columns, false),
            hash(columns, true),
            first.get("source"),
            joins,
            condition(plan.ignored(schema, table)),
            names,
            literal(columns));
  }

  private void join(
      Table entry,
      int number,
      List<Map<String, String>> columns,
      StringBuilder joins,
      List<String> marks) {
    String reference =
        columns.stream()
            .filter(column -> column.get("name").equals(entry.column()))
            .map(column -> column.get("reference"))
            .findFirst()
            .orElse(null);
    int places = plan.schools().size() + 1;
    if (reference == null) {
      marks.add("'" + "0".repeat(places) + "'");
      return;
    }
    List<String> sides = new ArrayList<>();
    for (int i = 0; i < places; i++) {
      String test =
          i < places - 1
              ? "o.school = :'schule_" + i + "'"
              : "o.school not in (" + allSchools() + ")";
      sides.add("max(case when " + test + " then 1 else 0 end) as m" + i);
      marks.add("coalesce(e" + number + ".m" + i + ", 0)::text");
    }
    joins.append(
        " left join (select o.row_id, %s from (%s) o group by o.row_id) e%d on e%d.row_id = %s"
            .formatted(String.join(", ", sides), entry.owners(), number, number, reference));
  }

  private String allSchools() {
    return variables().keySet().stream()
        .map(name -> ":'" + name + "'")
        .collect(Collectors.joining(", "));
  }

  private String hash(List<Map<String, String>> columns, boolean key) {
    String text =
        columns.stream()
            .filter(column -> !column.get("name").isEmpty())
            .filter(column -> counts(column, key))
            .sorted((a, b) -> a.get("name").compareTo(b.get("name")))
            .map(column -> column.get("expression"))
            .collect(Collectors.joining(" || "));
    String hash = text.isEmpty() ? "md5('')" : "md5(convert_to(" + text + ", 'UTF8'))";
    return "('x' || " + hash + ")::bit(128)";
  }

  private boolean counts(Map<String, String> column, boolean key) {
    String schema = column.get("schema");
    String table = column.get("table");
    return plan.countsColumn(schema, table, column.get("name"))
        && (!key || plan.isKeyColumn(schema, table, column.get("name")));
  }

  private static String condition(List<Ignored> ignored) {
    String all =
        ignored.stream()
            .map(Ignored::condition)
            .filter(text -> !text.isBlank())
            .map(text -> "not coalesce((" + text + "), false)")
            .collect(Collectors.joining(" and "));
    return all.isEmpty() ? "" : " where " + all;
  }

  private static String sum(String hash) {
    return "coalesce(sum(%1$s::bit(64)::bigint), 0) || ':' || coalesce(sum((%1$s << 64)::bit(64)::bigint), 0)"
        .formatted(hash);
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
