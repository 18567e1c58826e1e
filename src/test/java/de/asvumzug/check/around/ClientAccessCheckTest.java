package de.asvumzug.check.around;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.client.ClientSettings;
import de.asvumzug.asv.client.ClientVersions;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.TestCertificates;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.machine.ClientVersionCheck;
import de.asvumzug.host.Host;
import de.asvumzug.host.Machines;
import de.asvumzug.lab.Ports;
import de.asvumzug.plan.Client;
import de.asvumzug.plan.Installation;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.Release;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Traps 7, 8 and 22: clients, and what stands between them and the new server. */
class ClientAccessCheckTest {
  @TempDir Path folder;
  private final int port = Ports.AROUND.free();
  private FakeMachine pc;
  private HttpServer server;

  @BeforeEach
  void a_client_with_its_own_java() throws Exception {
    pc = new FakeMachine("pc", folder);
    Files.createDirectories(folder.resolve("client/jre/bin"));
    Files.createSymbolicLink(
        folder.resolve("client/jre/bin/java"),
        Path.of(System.getProperty("java.home"), "bin", "java"));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void is_content_with_https_under_any_certificate() throws Exception {
    listenWithHttps();

    assertThat(check("2.20.1").findings())
        .extracting(Finding::result)
        .containsExactly(Result.OK, Result.OK);
  }

  @Test
  void blocks_where_something_in_front_answers_plain_http_only() throws Exception {
    listenWithHttp();

    Findings findings = check("2.20.1");

    assertThat(findings.blocking()).isEqualTo(1);
    Finding client = findings.findings().get(1);
    assertThat(client.title()).contains("Sekretariat");
    assertThat(client.reading()).contains("HTTP ohne Verschlüsselung");
    assertThat(client.advice()).contains("Reverse-Proxy", "HTTPS umstellen");
  }

  @Test
  void lets_a_server_before_the_change_speak_http() throws Exception {
    listenWithHttp();

    assertThat(check("2.14.12").findings())
        .extracting(Finding::result)
        .containsExactly(Result.OK, Result.OK);
  }

  @Test
  void blames_the_firewall_where_nothing_answers() throws Exception {
    Findings findings = check("2.14.12");

    assertThat(findings.blocking()).isEqualTo(1);
    assertThat(findings.findings().get(1).advice())
        .contains("Firewall", "TCP " + port, "beiden Richtungen");
  }

  @Test
  void blocks_on_its_own_view_where_no_client_can_be_asked() throws Exception {
    Findings findings = check("2.14.12", new Client("Rektorat", null, null));

    assertThat(findings.findings())
        .extracting(Finding::result)
        .containsExactly(Result.BLOCKING, Result.WARNING);
  }

  @Test
  void names_clients_that_are_too_old_for_https_before_the_move() throws Exception {
    Files.writeString(folder.resolve("client/asv.version"), "2.18.4\n");

    List<Finding> findings = clientVersions("2.20.1");

    assertThat(findings).extracting(Finding::result).containsExactly(Result.WARNING);
    assertThat(findings.get(0).reading()).contains("2.18.4");
    assertThat(findings.get(0).advice()).contains("neu installieren");
  }

  @Test
  void is_content_with_clients_that_know_https() throws Exception {
    Files.writeString(folder.resolve("client/asv.version"), "2.19.7\n");

    assertThat(clientVersions("2.20.1")).extracting(Finding::result).containsExactly(Result.OK);
  }

  @Test
  void asks_for_no_client_version_before_the_change_to_https() {
    assertThat(versionCheck().concerns(migration("2.19.3"), Side.SOURCE)).isFalse();
  }

  private List<Finding> clientVersions(String version) {
    Migration migration = migration(version, sekretariat());
    Endpoint alt = new Endpoint(Side.SOURCE, migration.source(), pc);
    assertThat(versionCheck().concerns(migration, Side.SOURCE)).isTrue();
    return versionCheck().look(new PreflightContext(migration, alt, alt));
  }

  private ClientVersionCheck versionCheck() {
    return new ClientVersionCheck(
        new ClientVersions(EndpointFixture.defaults(ClientSettings.class), machines()));
  }

  private Findings check(String version) throws Exception {
    return check(version, sekretariat());
  }

  private Client sekretariat() {
    return new Client("Sekretariat", "pc", folder + "/client");
  }

  private Findings check(String version, Client client) throws Exception {
    return new ClientAccessCheck(EndpointFixture.defaults(ClientSettings.class), machines())
        .check(migration(version, client));
  }

  private Migration migration(String version, Client... clients) {
    Installation target =
        new Installation(
            "neu",
            Variant.SCHOOL,
            Release.parse(version),
            "/opt/asv",
            "localhost",
            port,
            null,
            false);
    return pc.migration(pc.installation(Variant.SCHOOL, "2.14.12"), target, clients);
  }

  private Machines machines() {
    return new Machines() {
      @Override
      public Set<String> names() {
        return Set.of("pc");
      }

      @Override
      public Host host(String name) {
        return pc;
      }
    };
  }

  private void listenWithHttp() throws Exception {
    start(HttpServer.create(new InetSocketAddress("localhost", port), 0));
  }

  private void listenWithHttps() throws Exception {
    Instant now = Instant.now();
    KeyStore own =
        TestCertificates.store("neu", now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(9)));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, new char[0]);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), null, null);
    HttpsServer https = HttpsServer.create(new InetSocketAddress("localhost", port), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(tls));
    start(https);
  }

  private void start(HttpServer made) {
    server = made;
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }
}
