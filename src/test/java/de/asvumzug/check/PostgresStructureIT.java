package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.Site;
import de.asvumzug.check.Fingerprints.StructureItem;
import de.asvumzug.host.DetachedJobs;
import de.asvumzug.host.Pause;
import de.asvumzug.host.ProgressListener;
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
            "Eigentümer und Rechte",
            "Kommentar");
  }

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
    Site site =
        TestSites.ownedBy(
            owner,
            TestSites.enterprise(
                Side.SOURCE,
                TestSites.host("alt", folder),
                "/opt/asv",
                server.getPort(),
                database));
    String key = "struktur-" + UUID.randomUUID();
    return new FingerprintService(
            TestSites.settings(), TestSites.defaults(LayoutSettings.class), TestSites.NO_SECRETS)
        .structure(
            site, key, new DetachedJobs(key, () -> false, Pause.REAL), ProgressListener.NONE);
  }
}
