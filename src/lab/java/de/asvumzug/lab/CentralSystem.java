package de.asvumzug.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Stand-in for the central system (ZSS): HTTPS with client certificate. {@code GET /?version=v}
 * answers 200, 403 (certificate or source address refused) or 409 (another version is published:
 * docs/domain.md §9, network and certificate are fine then).
 */
public final class CentralSystem implements AutoCloseable {
  private final LabCertificates certificates;
  private final String bindAddress;
  private final int port;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile String publishedVersion;
  private volatile boolean certificatesRefused;
  private volatile boolean addressesRefused;
  private HttpsServer server;
  private ExecutorService workers;

  CentralSystem(LabCertificates certificates, String bindAddress, int port, String version) {
    this.certificates = certificates;
    this.bindAddress = bindAddress;
    this.port = port;
    this.publishedVersion = version;
  }

  /** The value of {@code remote.server.url} on the lab's machines. */
  public String url() {
    return "https://localhost:" + port + "/";
  }

  public int port() {
    return port;
  }

  /** Publishes another version: servers of any other version are sent away with 409. */
  public void publish(String version) {
    publishedVersion = version;
  }

  public String publishedVersion() {
    return publishedVersion;
  }

  /** Refuses every certificate as if it were blocked. */
  public void refuseCertificates(boolean refuse) {
    certificatesRefused = refuse;
  }

  /** Refuses every source address as if the firewall rule for the new server were missing. */
  public void refuseAddresses(boolean refuse) {
    addressesRefused = refuse;
  }

  /** Makes the central system reachable or not. */
  public synchronized void reachable(boolean reachable)
      throws IOException, GeneralSecurityException {
    if (reachable && server == null) {
      start();
    } else if (!reachable && server != null) {
      close();
    }
  }

  /** What was asked and answered so far, one line each. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private void start() throws IOException, GeneralSecurityException {
    SSLContext context = context();
    server = HttpsServer.create(new InetSocketAddress(bindAddress, port), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
            ssl.setWantClientAuth(true);
            parameters.setSSLParameters(ssl);
          }
        });
    server.createContext("/", this::answer);
    workers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "zentralsystem");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(workers);
    server.start();
  }

  private SSLContext context() throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(certificates.server(), certificates.serverPassword());
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManager[] trust = {new AnyClient(certificates.authority())};
    context.init(keys.getKeyManagers(), trust, null);
    return context;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String refusal = refusal((HttpsExchange) exchange);
    int code = 200;
    String text = "OK";
    if (refusal != null) {
      code = 403;
      text = refusal;
    } else if (!query.equals("version=" + publishedVersion)) {
      code = 409;
      text = "Die Version des Servers ist nicht aktuell; veröffentlicht ist " + publishedVersion;
    }
    requests.add(code + " " + query + " " + text);
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String refusal(HttpsExchange exchange) throws IOException {
    if (addressesRefused) {
      return "Absenderadresse "
          + exchange.getRemoteAddress().getAddress().getHostAddress()
          + " ist nicht freigeschaltet";
    }
    if (certificatesRefused) {
      return "Das Zertifikat ist gesperrt";
    }
    try {
      X509Certificate certificate =
          (X509Certificate) exchange.getSSLSession().getPeerCertificates()[0];
      certificate.verify(certificates.authority().getPublicKey());
      certificate.checkValidity();
      return null;
    } catch (GeneralSecurityException | javax.net.ssl.SSLPeerUnverifiedException e) {
      return "Das Zertifikat ist ungültig: " + e.getMessage();
    }
  }

  @Override
  public synchronized void close() {
    if (server != null) {
      server.stop(0);
      workers.shutdownNow();
      server = null;
    }
  }

  /** Lets every client in, so that the answer can name what is wrong with its certificate. */
  private static final class AnyClient extends X509ExtendedTrustManager {
    private final X509Certificate authority;

    AnyClient(X509Certificate authority) {
      this.authority = authority;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[] {authority};
    }
  }
}
