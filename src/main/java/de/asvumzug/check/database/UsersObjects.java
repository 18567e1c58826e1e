package de.asvumzug.check.database;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What users have made in one schema of a database: neither PostgreSQL nor an extension brought it.
 *
 * @param number of objects
 * @param examples names of the first three
 * @param needed whether there are tables among them, or others depend on them
 */
record UsersObjects(String schema, long number, String examples, boolean needed) {
  private static final String FIND =
      """
      with thing (catalog, oid, schema, name, holds) as (
        select 'pg_class'::regclass, oid, relnamespace, relname, relkind in ('r', 'p', 'm') from pg_class
         where relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c') and relpersistence <> 't'
        union all select 'pg_proc'::regclass, oid, pronamespace, proname, false from pg_proc
        union all select 'pg_type'::regclass, oid, typnamespace, typname, false from pg_type where typtype in ('d', 'e', 'r') or typtype = 'b' and typelem = 0
        union all select 'pg_operator'::regclass, oid, oprnamespace, oprname, false from pg_operator
        union all select 'pg_opclass'::regclass, oid, opcnamespace, opcname, false from pg_opclass
        union all select 'pg_collation'::regclass, oid, collnamespace, collname, false from pg_collation where collnamespace <> 'pg_catalog'::regnamespace
        union all select 'pg_conversion'::regclass, oid, connamespace, conname, false from pg_conversion
        union all select 'pg_ts_config'::regclass, oid, cfgnamespace, cfgname, false from pg_ts_config
        union all select 'pg_ts_dict'::regclass, oid, dictnamespace, dictname, false from pg_ts_dict
        union all select 'pg_statistic_ext'::regclass, oid, stxnamespace, stxname, false from pg_statistic_ext
      )
      select n.nspname as schema, count(*) as number, array_to_string((array_agg(t.name::text order by t.name))[1:3], ', ') as examples,
             bool_or(t.holds or exists (select from pg_depend d where d.refclassid = t.catalog and d.refobjid = t.oid and d.deptype in ('n', 'a')
               and not exists (select from thing o where o.catalog = d.classid and o.oid = d.objid and o.schema = t.schema))) as needed
        from thing t join pg_namespace n on n.oid = t.schema
       where t.oid >= 16384 and n.nspname !~ '^pg_(toast_)?temp_[0-9]+$'
         and not exists (select from pg_depend d where d.classid = t.catalog and d.objid = t.oid
               and (d.deptype in ('e', 'i') or d.deptype = 'a' and d.refclassid = 'pg_class'::regclass and t.catalog = 'pg_class'::regclass))
       group by n.nspname order by n.nspname
      """;

  /** By schema, in their order; schemas without such objects are left out. */
  static List<UsersObjects> in(QuietSession session, String database)
      throws IOException, InterruptedException {
    return session.rows(database, FIND, Map.of()).stream()
        .map(
            row ->
                new UsersObjects(
                    row.get("schema"),
                    Long.parseLong(row.get("number")),
                    row.get("examples"),
                    row.get("needed").equals("t")))
        .toList();
  }

  /** No dump contains anything of these. */
  boolean inSystemSchema() {
    return schema.equals("information_schema")
        || schema.equals("pg_catalog")
        || schema.equals("pg_toast");
  }

  String text() {
    return schema + ": " + examples + (number > 3 ? " und " + (number - 3) + " weitere" : "");
  }
}
