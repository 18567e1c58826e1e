package de.asvumzug.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentralSystemTest {
  @TempDir Path folder;
  private LabCertificates certificates;
  private CentralSystem central;

  @BeforeEach
  void start() throws Exception {
    certificates = new LabCertificates(folder);
    central = new CentralSystem(certificates, "127.0.0.1", freePort(), "2.14.12");
    central.reachable(true);
    certificates.writeCertificate(folder.resolve("gut.p12"), "pin", false);
  }

  @AfterEach
  void end() {
    central.close();
  }

  @Test
  void lets_the_current_version_in() throws Exception {
    assertThat(ask("gut.p12", "2.14.12").statusCode()).isEqualTo(200);
    assertThat(central.requests()).singleElement().asString().startsWith("200 version=2.14.12");
  }

  @Test
  void names_the_published_version_to_others() throws Exception {
    central.publish("2.15.1");
    HttpResponse<String> answer = ask("gut.p12", "2.14.12");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("2.15.1");
  }

  @Test
  void refuses_an_expired_a_blocked_and_a_missing_certificate() throws Exception {
    certificates.writeCertificate(folder.resolve("alt.p12"), "pin", true);
    assertThat(ask("alt.p12", "2.14.12").statusCode()).isEqualTo(403);
    assertThat(ask(null, "2.14.12").statusCode()).isEqualTo(403);
    central.refuseCertificates(true);
    assertThat(ask("gut.p12", "2.14.12").body()).contains("gesperrt");
  }

  @Test
  void refuses_a_certificate_of_another_authority() throws Exception {
    new LabCertificates(folder.resolve("fremd"))
        .writeCertificate(folder.resolve("fremd.p12"), "pin", false);
    assertThat(ask("fremd.p12", "2.14.12").statusCode()).isEqualTo(403);
  }

  @Test
  void refuses_a_source_address_that_is_not_allowed() throws Exception {
    central.refuseAddresses(true);
    HttpResponse<String> answer = ask("gut.p12", "2.14.12");
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("127.0.0.1 ist nicht freigeschaltet");
  }

  @Test
  void can_be_out_of_reach() throws Exception {
    central.reachable(false);
    assertThatThrownBy(() -> ask("gut.p12", "2.14.12")).isInstanceOf(ConnectException.class);
    central.reachable(true);
    assertThat(ask("gut.p12", "2.14.12").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> ask(String certificate, String version) throws Exception {
    return HttpClient.newBuilder()
        .sslContext(context(certificate))
        .build()
        .send(
            HttpRequest.newBuilder(URI.create(central.url() + "?version=" + version)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private SSLContext context(String certificate) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(certificates.trustFile())) {
      trusted.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    KeyStore own =
        certificate == null
            ? trusted
            : KeyStore.getInstance(folder.resolve(certificate).toFile(), "pin".toCharArray());
    keys.init(own, "pin".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
