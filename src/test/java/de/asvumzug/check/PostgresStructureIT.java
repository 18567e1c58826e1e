package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.FingerprintComparison.Difference;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.fingerprint.Fingerprints.StructureItem;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Definitions, owners and rights of a database with one of everything, moved by dump and restore.
 */
class PostgresStructureIT {
  private static final List<String> ROLES = List.of("asv", "lehrer", "fremd", "asv_neu");

  @TempDir static Path folder;
  private static String source;
  private static String target;
  private static Fingerprints before;

  @BeforeAll
  static void move_everything() throws Exception {
    EmbeddedPostgres old = TestServers.old();
    source = TestServers.database(old);
    TestServers.script(old, source, "/check/everything.sql");
    before = structure(old, source, "asv");
    for (String role : ROLES) {
      TestServers.execute(
          TestServers.current(),
          "postgres",
          "do $$ begin create role %s; exception when duplicate_object then end $$"
              .formatted(role));
    }
    target = TestServers.moved(old, source, TestServers.current(), "--no-tablespaces");
  }

  @Test
  void finds_everything_equal_after_a_restore_into_a_newer_version() throws Exception {
    Fingerprints after = structure(TestServers.current(), target, "asv");

    assertThat(FingerprintComparison.of(before, after).differences()).isEmpty();
    assertThat(before.tables()).isEmpty();
    assertThat(before.sequences()).isEmpty();
    assertThat(before.algorithm()).startsWith("postgresql-structure-");
  }

  @Test
  void the_owner_of_the_data_may_have_another_name_on_the_new_server() throws Exception {
    String copy = copy();
    // reassign owned does not reach default privileges: these are the business of the restore.
    change(
        copy,
        "alter default privileges for role asv in schema asv revoke select on tables from lehrer");
    change(copy, "alter default privileges for role asv grant execute on functions to public");
    change(
        copy,
        "alter default privileges for role asv_neu in schema asv grant select on tables to lehrer");
    change(
        copy, "alter default privileges for role asv_neu revoke execute on functions from public");
    change(copy, "alter default privileges for role fremd revoke all on tables from asv");
    change(copy, "alter default privileges for role fremd grant all on tables to asv_neu");
    change(copy, "revoke all on public.fremdes from asv cascade");
    change(copy, "grant select on public.fremdes to asv_neu with grant option");
    change(copy, "grant select on public.fremdes to lehrer");
    change(copy, "drop user mapping for asv server srv");
    change(
        copy, "create user mapping for asv_neu server srv options (user 'u', password 'geheim')");
    change(copy, "revoke usage on language plpgsql from asv");
    change(copy, "grant usage on language plpgsql to asv_neu");
    change(copy, "alter policy p1 on asv.alles to asv_neu, lehrer");
    change(copy, "reassign owned by asv to asv_neu");

    Fingerprints after = structure(TestServers.current(), copy, "asv_neu");

    assertThat(FingerprintComparison.of(before, after).differences()).isEmpty();
  }

  @Test
  void knows_every_kind_that_a_dump_carries() {
    assertThat(before.structure().stream().map(StructureItem::kind).distinct())
        .containsExactlyInAnyOrder(
            "Spalten",
            "Tabelle",
            "Bedingung",
            "Index",
            "Trigger",
            "Sicht",
            "Regel",
            "Zeilenregel",
            "Statistik",
            "Sequenz",
            "Funktion",
            "Aggregat",
            "Aufzählung",
            "Domäne",
            "Bereichstyp",
            "Operator",
            "Operatorklasse",
            "Operatorfamilie",
            "Sortierung",
            "Zeichenumwandlung",
            "Textsuche",
            "Textsuche-Wörterbuch",
            "Typumwandlung",
            "Ereignistrigger",
            "Erweiterung",
            "Fremdserver",
            "Benutzerzuordnung",
            "Eigentümer",
            "Rechte",
            "Vorgabe für Rechte",
            "Recht auf die Datenbank",
            "Kommentar");
  }

  /** Content: a trial restore brings none. OddDatabaseRestoreIT finds both where there is one. */
  @Test
  void leaves_large_objects_and_filled_views_to_the_measurement_of_the_rows() throws Exception {
    String copy = copy();
    change(copy, "refresh materialized view asv.mv2");
    change(copy, "revoke select on large object 77 from lehrer");

    Fingerprints after = structure(TestServers.current(), copy, "asv");

    assertThat(FingerprintComparison.of(before, after).differences()).isEmpty();
  }

  @Test
  void finds_whatever_is_defined_otherwise() throws Exception {
    String copy = copy();
    for (Change change : CHANGES) {
      change(copy, change.sql());
    }

    Fingerprints after = structure(TestServers.current(), copy, "asv");

    assertThat(FingerprintComparison.of(before, after).differences())
        .extracting(Difference::object)
        .containsExactlyInAnyOrderElementsOf(
            CHANGES.stream().map(Change::found).distinct().toList());
  }

  /**
   * @param found name of the difference that it makes
   */
  private record Change(String sql, String found) {}

  private static final List<Change> CHANGES =
      List.of(
          new Change(
              "alter table asv.alles drop constraint alles_art_check,"
                  + " add constraint alles_art_check check (art in ('A', 'B', 'Ç'')::text'))",
              "Bedingung asv.alles.alles_art_check"),
          new Change(
              "alter table asv.alles drop constraint alles_d_check,"
                  + " add constraint alles_d_check check (d > '2020-01-01') not valid",
              "Bedingung asv.alles.alles_d_check"),
          new Change("alter domain asv.plz drop constraint plz_form", "Bedingung asv.plz.plz_form"),
          new Change("alter domain asv.plz set default '00001'", "Domäne asv.plz"),
          new Change("alter table asv.alles alter e set storage main", "Spalten asv.alles"),
          new Change("alter table asv.kind2 alter z set statistics 5", "Spalten asv.kind2"),
          new Change("alter table asv.kind alter b set compression pglz", "Spalten asv.kind"),
          new Change(
              "alter table asv.\"Größe \"\"A\"\" B; ::text (x)\" alter \"Sp (alte)::x\" type text"
                  + " collate \"C\"",
              "Spalten asv.Größe \"A\" B; ::text (x)"),
          new Change("alter table asv.alles set (fillfactor = 71)", "Tabelle asv.alles"),
          new Change("alter table asv.ul set logged", "Tabelle asv.ul"),
          new Change("alter table asv.eltern replica identity nothing", "Tabelle asv.eltern"),
          new Change("alter table asv.kind no inherit asv.eltern", "Tabelle asv.kind"),
          new Change("select 1", "Spalten asv.kind"),
          new Change(
              "alter table asv.hl detach partition asv.hl1; alter table asv.hl attach partition"
                  + " asv.hl1 for values in ('a', 'b''[', null)",
              "Tabelle asv.hl1"),
          new Change("alter view asv.sicht set (security_barrier = false)", "Tabelle asv.sicht"),
          new Change(
              "create or replace view asv.sicht3 as with recursive r(n) as (select 1 union all"
                  + " select n+1 from r where n < 6) select n, sum(n) filter (where n > 1) over"
                  + " (partition by n % 2 order by n rows between 1 preceding and current row) from"
                  + " r group by grouping sets ((n), ())",
              "Sicht asv.sicht3"),
          new Change("alter table asv.alles enable trigger stempeln", "Trigger asv.alles.stempeln"),
          new Change("alter table asv.mx disable trigger mt", "Trigger asv.mx.mt"),
          new Change("alter table asv.alles force row level security", "Tabelle asv.alles"),
          new Change("alter policy p1 on asv.alles to lehrer", "Zeilenregel asv.alles.p1"),
          new Change(
              "alter policy p2 on asv.alles with check (art in ('A', 'name'))",
              "Zeilenregel asv.alles.p2"),
          new Change("alter statistics asv.st set statistics 34", "Statistik asv.st"),
          new Change("alter sequence asv.sq increment -4 no cycle", "Sequenz asv.sq"),
          new Change(
              "alter function asv.f(int, text[]) set work_mem = '65MB'",
              "Funktion asv.f(x integer, VARIADIC y text[])"),
          new Change(
              "create or replace function asv.stempel() returns trigger language plpgsql as 'begin "
                  + " return new; end'",
              "Funktion asv.stempel()"),
          new Change(
              "alter procedure asv.pr(int) security definer", "Funktion asv.pr(INOUT a integer)"),
          new Change(
              "create or replace aggregate asv.summe (int) (sfunc = int4pl, stype = int, initcond ="
                  + " '1', parallel = safe)",
              "Aggregat asv.summe(integer)"),
          new Change("alter type asv.farbe add value 'x' before 'rot'", "Aufzählung asv.farbe"),
          new Change(
              "alter operator asv.=== (int, int) set (restrict = neqsel)",
              "Operator asv.===(integer,integer)"),
          new Change(
              "alter operator family asv.oc using btree add operator 2 <= (int, int)",
              "Operatorfamilie asv.oc (btree)"),
          new Change(
              "alter text search configuration asv.ts alter mapping for word with simple",
              "Textsuche asv.ts"),
          new Change(
              "alter text search dictionary asv.wb (stopwords)", "Textsuche-Wörterbuch asv.wb"),
          new Change("alter event trigger et enable", "Ereignistrigger et"),
          new Change("alter extension pgcrypto set schema public", "Erweiterung pgcrypto"),
          new Change("select 1", "Rechte asv.Funktion armor(pg_catalog.bytea)"),
          new Change("select 1", "Rechte public.Funktion armor(pg_catalog.bytea)"),
          new Change("alter server srv options (drop dbname)", "Fremdserver srv"),
          new Change(
              "alter foreign table asv.ft options (set table_name 'Anders')", "Tabelle asv.ft"),
          new Change(
              "alter user mapping for asv server srv options (drop password)",
              "Benutzerzuordnung srv für (Eigentümer)"),
          new Change("alter table asv.md owner to fremd", "Eigentümer asv.Tabelle md"),
          new Change("alter type asv.spanne owner to fremd", "Eigentümer asv.Typ spanne"),
          new Change(
              "alter conversion asv.conv owner to fremd", "Eigentümer asv.Zeichenumwandlung conv"),
          new Change("alter schema asv owner to fremd", "Eigentümer Schema asv"),
          new Change(
              "revoke grant option for select on asv.alles from lehrer",
              "Rechte asv.Tabelle alles"),
          new Change(
              "revoke update (name) on asv.alles from public", "Rechte asv.Spalte alles.name"),
          new Change("grant update (art) on asv.alles to lehrer", "Rechte asv.Spalte alles.art"),
          new Change(
              "grant execute on function asv.f(int, text[]) to public",
              "Rechte asv.Funktion f(integer,pg_catalog.text[])"),
          new Change("revoke create on schema public from public", "Rechte Schema public"),
          new Change(
              "revoke execute on function pg_ls_dir(text) from lehrer",
              "Rechte pg_catalog.Funktion pg_ls_dir(pg_catalog.text)"),
          new Change(
              "alter default privileges for role asv in schema asv grant insert on tables to"
                  + " lehrer",
              "Vorgabe für Rechte in asv für r von (Eigentümer)"),
          new Change(
              "comment on column asv.alles.name is 'Spalte  '",
              "Kommentar asv.table column asv.alles.name"),
          new Change(
              "comment on policy p1 on asv.alles is null", "Kommentar policy p1 on asv.alles"));

  private static String copy() {
    String copy = TestServers.database(TestServers.current());
    TestServers.execute(TestServers.current(), "postgres", "drop database " + copy);
    TestServers.execute(
        TestServers.current(), "postgres", "create database " + copy + " template " + target);
    return copy;
  }

  private static void change(String database, String sql) {
    TestServers.execute(TestServers.current(), database, sql);
  }

  static Fingerprints structure(EmbeddedPostgres server, String database, String owner)
      throws Exception {
    Endpoint endpoint =
        EndpointFixture.ownedBy(
            owner,
            EndpointFixture.enterprise(
                Side.SOURCE,
                EndpointFixture.host("alt", folder),
                "/opt/asv",
                server.getPort(),
                database));
    String key = "struktur-" + UUID.randomUUID();
    return new FingerprintService(
            EndpointFixture.settings(),
            EndpointFixture.defaults(LayoutSettings.class),
            EndpointFixture.defaults(TenantSettings.class),
            EndpointFixture.NO_SECRETS)
        .structure(
            endpoint, key, new DetachedJobs(key, () -> false, Sleeper.REAL), ProgressListener.NONE);
  }
}
