package de.asvumzug.check.tenant;

import de.asvumzug.check.TenantSettings;
import de.asvumzug.check.TenantSettings.Carried;
import de.asvumzug.check.TenantSettings.Ignored;
import de.asvumzug.check.TenantSettings.Table;
import java.util.List;

/**
 * What the settings say about one table, for the schools that are asked for. Every row is sorted
 * into a group by its marks: per entry of the table one digit a school, and one for all other
 * schools; 1 if the row belongs there.
 *
 * @param alone whether only rows of these schools are asked for: others need not be read
 */
record TenantPlan(TenantSettings settings, List<String> schools, boolean alone) {

  TenantPlan {
    schools = List.copyOf(schools);
    if (alone && schools.isEmpty()) {
      throw new IllegalArgumentException("no school");
    }
  }

  /** Entries that speak of the table; none if no school is asked for. */
  List<Table> entries(String schema, String table) {
    return schools.isEmpty()
        ? List.of()
        : settings.tables().stream()
            .filter(entry -> schema.equals(settings.schema()) && entry.table().equals(table))
            .toList();
  }

  List<Ignored> ignored(String schema, String table) {
    return settings.ignored().stream()
        .filter(entry -> schema.equals(settings.schema()) && entry.table().equals(table))
        .toList();
  }

  boolean isValueList(String schema, String table) {
    return schema.equals(settings.schema()) && table.matches(settings.valueLists());
  }

  boolean holdsManyLists(String schema, String table) {
    return schema.equals(settings.schema()) && table.equals(settings.valueListTable());
  }

  boolean countsColumn(String schema, String table, String column) {
    return ignored(schema, table).stream().noneMatch(entry -> entry.columns().contains(column));
  }

  /** Whether the column is part of the second, narrower hash. */
  boolean isKeyColumn(String schema, String table, String column) {
    if (isValueList(schema, table)) {
      return !settings.auditColumns().contains(column);
    }
    return entries(schema, table).stream()
        .anyMatch(entry -> entry.carried() == Carried.PARTIAL && entry.compared().contains(column));
  }
}
