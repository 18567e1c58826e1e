package de.asvumzug.check.around;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.TestCertificates;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.host.script.ScriptHost;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Side;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentralSystemCheckIT {
  private static final String PIN = "geheim-4711";

  @TempDir Path folder;
  private Path installation;
  private ScriptHost host;
  private HttpsServer central;
  private KeyStore school;
  private volatile String question;
  private volatile int answer = 200;
  private volatile String said = "";

  @BeforeEach
  void install_a_server_and_start_the_central_system() throws Exception {
    host = EndpointFixture.host("neu", folder);
    installation = folder.resolve("asv");
    Files.createDirectories(installation.resolve("jre/bin"));
    Files.createDirectories(installation.resolve("configuration"));
    Files.createSymbolicLink(
        installation.resolve("jre/bin/java"),
        Path.of(System.getProperty("java.home"), "bin", "java"));
    Files.writeString(installation.resolve("asv.version"), "2.14.12\n");
    Instant now = Instant.now();
    school =
        TestCertificates.store(
            "Schule 0001", now.minus(Duration.ofDays(9)), now.plus(Duration.ofDays(400)));
    Files.write(folder.resolve("schule.p12"), TestCertificates.p12(school, PIN));
    KeyStore server =
        TestCertificates.store(
            "ZSS", now.minus(Duration.ofDays(9)), now.plus(Duration.ofDays(400)));
    Files.writeString(folder.resolve("issuer.pem"), pem(server));
    central = start(server, school);
    configure("config.ini", "https://shipped.invalid");
    configure("config.local.ini", "https://localhost:" + central.getAddress().getPort());
  }

  @AfterEach
  void stop_the_central_system() {
    central.stop(0);
  }

  @Test
  void reaches_it_with_the_installed_version_and_the_certificate() throws Exception {
    Finding finding = look("issuer.pem", PIN);

    assertThat(finding.result()).isEqualTo(Result.OK);
    assertThat(question).isEqualTo("version=2.14.12 CN=Schule 0001");
  }

  @Test
  void tells_a_refused_version_from_a_refused_certificate() throws Exception {
    answer = 409;
    assertThat(look("issuer.pem", PIN))
        .returns(Result.BLOCKING, Finding::result)
        .returns("Zentralsystem: Version", Finding::title);

    answer = 403;
    assertThat(look("issuer.pem", PIN))
        .returns(Result.BLOCKING, Finding::result)
        .returns("Zentralsystem: Zertifikat", Finding::title);
  }

  @Test
  void an_answer_that_nobody_knows_is_a_warning_that_shows_it() throws Exception {
    answer = 503;
    said = "<html><h1>Wartung</h1>bis 18 Uhr</html>";

    assertThat(look("issuer.pem", PIN))
        .returns(Result.WARNING, Finding::result)
        .satisfies(
            finding ->
                assertThat(finding.reading())
                    .contains("503", "Wartung bis 18 Uhr")
                    .doesNotContain("<"));

    answer = 302;
    said = "";
    assertThat(look("issuer.pem", PIN))
        .returns(Result.WARNING, Finding::result)
        .satisfies(
            finding ->
                assertThat(finding.reading())
                    .contains("302", "wartung.invalid/jetzt")
                    .doesNotContain("4711"));
  }

  @Test
  void what_came_back_is_shortened_and_shows_no_secret() throws Exception {
    answer = 500;
    said =
        "{\"pin\": \"geheim-4711\", \"sessionId\":\"abc123\", \"mail\":\"a.muster@schule.example\"} "
            + "dGhpc2lzYXZlcnlsb25na2V5MTIz "
            + "und so weiter ".repeat(400);

    Finding finding = look("issuer.pem", PIN);

    assertThat(finding.result()).isEqualTo(Result.WARNING);
    assertThat(finding.reading())
        .contains("500", "und so weiter")
        .doesNotContain("4711", "abc123", "muster", "dGhpc2")
        .hasSizeLessThan(300);
  }

  @Test
  void names_a_wrong_pin_without_showing_it() throws Exception {
    Finding finding = look("issuer.pem", "falsch-99");

    assertThat(finding.title()).isEqualTo("Zentralsystem: Zertifikat");
    assertThat(finding.toString()).doesNotContain("falsch-99").doesNotContain(PIN);
  }

  @Test
  void names_a_certificate_that_the_central_system_does_not_trust() throws Exception {
    Instant now = Instant.now();
    KeyStore foreign =
        TestCertificates.store(
            "Fremd", now.minus(Duration.ofDays(9)), now.plus(Duration.ofDays(400)));
    Files.write(folder.resolve("schule.p12"), TestCertificates.p12(foreign, PIN));

    assertThat(look("issuer.pem", PIN).title()).isEqualTo("Zentralsystem: Zertifikat");
  }

  @Test
  void does_not_talk_to_a_central_system_of_an_unknown_issuer() throws Exception {
    assertThat(look("", PIN).title()).isEqualTo("Zentralsystem: Zertifikat");
    assertThat(question).isNull();
  }

  @Test
  void blames_the_firewall_where_nothing_answers() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      configure("config.local.ini", "https://localhost:" + free.getLocalPort());
    }

    Finding finding = look("issuer.pem", PIN);

    assertThat(finding)
        .returns("Zentralsystem: Netz", Finding::title)
        .returns(Result.BLOCKING, Finding::result);
    assertThat(finding.advice()).contains("Firewall", "443");
  }

  @Test
  void blames_the_name_where_it_does_not_resolve() throws Exception {
    configure("config.local.ini", "https://zss.invalid");

    assertThat(look("issuer.pem", PIN).title()).isEqualTo("Zentralsystem: Name");
  }

  private Finding look(String trust, String pin) throws Exception {
    Endpoint target = EndpointFixture.school(Side.TARGET, host, installation.toString());
    Migration migration =
        EndpointFixture.migration(
            EndpointFixture.school("alt", "/opt/asv", "2.13.480"),
            target.installation(),
            new Packages("", "", folder.resolve("schule.p12").toString(), "pin"));
    CentralSystemSettings settings =
        new CentralSystemSettings(
            "https://unused.invalid",
            trust.isEmpty() ? "" : folder.resolve(trust).toString(),
            409,
            403);
    return new CentralSystemCheck(
            settings,
            EndpointFixture.defaults(LayoutSettings.class),
            EndpointFixture.secrets(Map.of("pin", pin)))
        .check(migration, target)
        .findings()
        .get(0);
  }

  private void configure(String file, String address) throws Exception {
    Files.writeString(
        installation.resolve("configuration").resolve(file), "remote.server.url=" + address + "\n");
  }

  private HttpsServer start(KeyStore own, KeyStore trusted) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, new char[0]);
    KeyStore issuers = KeyStore.getInstance("PKCS12");
    issuers.load(null, null);
    issuers.setCertificateEntry("schule", trusted.getCertificate("asv"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(issuers);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    HttpsServer server = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters demanded = tls.getDefaultSSLParameters();
            demanded.setNeedClientAuth(true);
            parameters.setSSLParameters(demanded);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          String client =
              ((com.sun.net.httpserver.HttpsExchange) exchange)
                  .getSSLSession()
                  .getPeerPrincipal()
                  .getName();
          question = exchange.getRequestURI().getQuery() + " " + client;
          byte[] body = said.getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .set("Location", "https://wartung.invalid/jetzt?ticket=4711");
          exchange.sendResponseHeaders(answer, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String pem(KeyStore store) throws Exception {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder().encodeToString(store.getCertificate("asv").getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }
}
