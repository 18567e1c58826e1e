package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.fingerprint.FingerprintService;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.check.tenant.TenantFingerprints;
import de.asvumzug.check.tenant.TenantMeasurement;
import de.asvumzug.check.tenant.TenantWay;
import de.asvumzug.host.Sleeper;
import de.asvumzug.host.job.DetachedJobs;
import de.asvumzug.host.job.ProgressListener;
import de.asvumzug.plan.Side;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 700 tables on a server with room for fewer locks than 700 tables with their indexes take. */
class ManyTablesIT {
  private static final int TABLES = 700;

  @TempDir static Path folder;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void fill() throws Exception {
    server = EmbeddedPostgres.builder().setServerConfig("max_connections", "20").start();
    TestServers.execute(server, "postgres", "create database viele");
    for (int from = 0; from < TABLES; from += 50) {
      TestServers.execute(
          server,
          "viele",
          """
          do $$ begin for n in %d..%d loop
            execute format('create table t%%s (id int primary key, a int check (a > 0), b text)', n);
            execute format('create index on t%%s (a)', n);
            execute format('create index on t%%s (lower(b)) where a > 1', n);
            execute format('create index on t%%s (b)', n);
            execute format('create index on t%%s (b, a)', n);
            execute format('create index on t%%s (a desc)', n);
            execute format('create view v%%s as select x.id, y.b from t%%s x join t%%s y using (id)', n, n, n);
            execute format('insert into t%%s values (1, 1, ''x'')', n);
          end loop; end $$
          """
              .formatted(from, from + 49));
    }
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void rows_and_structure_are_measured() throws Exception {
    Fingerprints found =
        service().take(site(), "alles", jobs(), ProgressListener.NONE).fingerprints();

    assertThat(found.tables()).hasSize(TABLES);
    assertThat(found.structure())
        .filteredOn(item -> item.kind().equals("Index"))
        .hasSize(6 * TABLES);
  }

  @Test
  void the_structure_alone_is_measured() throws Exception {
    assertThat(service().structure(site(), "struktur", jobs(), ProgressListener.NONE).structure())
        .filteredOn(item -> item.kind().equals("Sicht"))
        .hasSize(TABLES);
  }

  @Test
  void the_rows_of_schools_are_measured() throws Exception {
    TenantMeasurement found =
        new TenantFingerprints(
                EndpointFixture.defaults(TenantSettings.class),
                EndpointFixture.settings(),
                EndpointFixture.defaults(LayoutSettings.class),
                EndpointFixture.NO_SECRETS)
            .take(
                site(),
                List.of(),
                TenantWay.VALUES.algorithm(),
                "schulen",
                jobs(),
                ProgressListener.NONE);

    assertThat(found.others()).hasSize(TABLES);
  }

  private static Endpoint site() {
    return EndpointFixture.enterprise(
        Side.SOURCE, EndpointFixture.host("alt", folder), "/opt/asv", server.getPort(), "viele");
  }

  private static DetachedJobs jobs() {
    return new DetachedJobs("viele-" + UUID.randomUUID(), () -> false, Sleeper.REAL);
  }

  private static FingerprintService service() {
    return new FingerprintService(
        EndpointFixture.settings(),
        EndpointFixture.defaults(LayoutSettings.class),
        EndpointFixture.defaults(TenantSettings.class),
        EndpointFixture.NO_SECRETS);
  }
}
