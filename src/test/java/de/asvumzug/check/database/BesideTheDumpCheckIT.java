package de.asvumzug.check.database;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.Release;
import de.asvumzug.support.TwoServers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster holds beside the dump of one database, on real servers. */
class BesideTheDumpCheckIT {
  @TempDir static Path folder;
  private static TwoServers servers;
  private static Map<String, Finding> odd;

  @BeforeAll
  static void look_at_an_odd_database() throws Exception {
    servers = new TwoServers();
    TwoServers.script(servers.old, "postgres", "odd-roles.sql");
    TwoServers.script(servers.old, "asv", "odd-objects.sql");
    TwoServers.run(
        servers.old,
        "asv",
        "create publication alles for all tables",
        "create subscription nirgendwoher connection 'host=localhost' publication x with (connect ="
            + " false)",
        "select pg_replication_origin_create('woher')",
        "comment on database asv is 'Schulverwaltung'",
        "alter role sync_user createdb valid until '2030-01-01'",
        "grant postgres to lehrer_app");
    odd = look(servers.old, "asv_alt");
  }

  @AfterAll
  static void stop() throws Exception {
    servers.close();
  }

  @Test
  void names_what_does_not_move_with_what_to_do() {
    assertThat(reading(ClusterContents.PUBLICATION)).isEqualTo("alles");
    assertThat(reading(ClusterContents.SUBSCRIPTION)).isEqualTo("nirgendwoher");
    assertThat(reading(ClusterContents.REPLICATION_ORIGIN)).contains("woher");
    assertThat(reading(ClusterContents.DATABASE_COMMENT)).isEqualTo("Schulverwaltung");
    assertThat(reading(ClusterContents.LOGIN_ROLE)).isEqualTo("lehrer_app; nmsv0001; sync_user");
    assertThat(reading(ClusterContents.ROLE_PRIVILEGE))
        .isEqualTo("sync_user: CREATEDB, VALID UNTIL");
    assertThat(reading(ClusterContents.SUPERUSER_MEMBER)).isEqualTo("lehrer_app in postgres");
    assertThat(reading(ClusterContents.FOREIGN_OWNER)).isEqualTo("sync_user: 3 Objekte");
    assertThat(odd.get(ClusterContents.PUBLICATION.title()))
        .returns(Result.WARNING, Finding::result)
        .satisfies(found -> assertThat(found.advice()).contains("CREATE PUBLICATION"));
  }

  @Test
  void says_what_is_carried() {
    assertThat(reading(ClusterContents.CONNECTION_LIMIT)).isEqualTo("60");
    assertThat(reading(ClusterContents.DATABASE_RIGHTS))
        .isEqualTo("nmsv0001: CONNECT; sync_user: CONNECT");
    assertThat(reading(ClusterContents.MEMBERSHIP))
        .contains("asv_alt in statistik", "nmsv0001 in pg_read_all_stats");
    assertThat(reading(ClusterContents.SETTING)).contains("lock_timeout=15s (asv_alt)");
    assertThat(odd.get(ClusterContents.SETTING.title()).result()).isEqualTo(Result.OK);
  }

  @Test
  void says_of_an_ordinary_database_what_is_not_there() throws Exception {
    TwoServers.run(
        servers.fresh,
        "postgres",
        "create role asv login",
        "create database asv owner asv template template0 encoding 'UTF8'");

    Map<String, Finding> ordinary = look(servers.fresh, "asv");

    assertThat(ordinary.keySet()).containsExactly("Was eine Sicherung der Datenbank nicht enthält");
    assertThat(ordinary.values().iterator().next())
        .returns(Result.OK, Finding::result)
        .satisfies(
            found -> {
              for (ClusterContents kind : ClusterContents.values()) {
                assertThat(found.reading()).contains(kind.title());
              }
            });
  }

  /** A new version of PostgreSQL may bring another one: then somebody has to decide. */
  @Test
  void every_catalog_that_is_shared_by_databases_is_known() throws Exception {
    for (EmbeddedPostgres server : new EmbeddedPostgres[] {servers.old, servers.fresh}) {
      assertThat(
              TwoServers.values(
                  server,
                  "postgres",
                  "select relname from pg_class where relisshared and relkind = 'r'"))
          .isSubsetOf(
              "pg_authid", // LOGIN_ROLE, ROLE_PRIVILEGE
              "pg_auth_members", // MEMBERSHIP, SUPERUSER_MEMBER
              "pg_database", // DATABASE_RIGHTS, CONNECTION_LIMIT; others: DatabaseServerCheck
              "pg_db_role_setting", // SETTING
              "pg_parameter_acl", // PARAMETER_RIGHT
              "pg_replication_origin", // REPLICATION_ORIGIN
              "pg_shdepend", // follows from the others
              "pg_shdescription", // DATABASE_COMMENT
              "pg_shseclabel", // SECURITY_LABEL
              "pg_subscription", // SUBSCRIPTION
              "pg_tablespace"); // TABLESPACE
    }
  }

  private static String reading(ClusterContents kind) {
    return odd.get(kind.title()).reading();
  }

  private static Map<String, Finding> look(EmbeddedPostgres server, String owner) throws Exception {
    Installation installation =
        new Installation(
            "alt",
            Variant.ENTERPRISE,
            Release.parse("2.13.480"),
            "/opt/asv",
            "localhost",
            8765,
            TwoServers.database(server, owner, 14),
            false);
    Endpoint endpoint =
        new Endpoint(Side.SOURCE, installation, EndpointFixture.host("alt", folder));
    return new BesideTheDumpCheck(EndpointFixture.secrets(Map.of("admin", "geheim")))
            .look(
                new PreflightContext(
                    EndpointFixture.migration(installation, installation, null),
                    endpoint,
                    endpoint))
            .stream()
            .collect(Collectors.toMap(Finding::title, Function.identity()));
  }
}
