package de.asvumzug.check.probe.network;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Calls the central system with the server's certificate, from the machine that ASV will run on and
 * with its Java. Nothing but the JDK.
 *
 * <p>Arguments: address, certificate (.p12; empty for none), version, PEM file of trusted issuers
 * (empty for Java's own). PIN: in the file that ASV_PIN_FILE names. Output: one line, a word and a
 * detail: NAME, NETWORK, TLS, CERTIFICATE, or the HTTP status as a number; of an answer other than
 * 200 and 204 the beginning is shown, with everything masked that could be a secret. Exit code 0
 * whenever the line could be written.
 */
public final class CentralSystemProbe {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int READ_BYTES = 4_096;
  private static final int SHOWN = 200;

  /** What may stand behind these words is nobody's business. */
  private static final Pattern NAMED_SECRET =
      Pattern.compile(
          "(?i)([a-z_-]*(?:pin|pass|kennwort|token|session|cookie|secret|auth|key)[a-z_-]*[\"']?\\s*[=:]\\s*[\"']?)[^\\s,;&\"'<]+");

  /** Long words without a space: keys, tickets, checksums. */
  private static final Pattern LONG_WORD = Pattern.compile("[A-Za-z0-9+/_=-]{20,}");

  private static final Pattern MAIL = Pattern.compile("[^\\s<>@]+@[^\\s<>@]+");

  private CentralSystemProbe() {}

  public static void main(String[] arguments) {
    System.out.println(probe(arguments[0], arguments[1], arguments[2], arguments[3]));
  }

  /**
   * First the bare connection, then TLS with the question: what breaks after the connection stands
   * is no matter of the firewall. (With TLS 1.3 a refused client certificate shows itself only as a
   * connection that is closed under the first answer.)
   */
  private static String probe(String address, String certificate, String version, String trust) {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(keys(certificate), issuers(trust), null);
      connect(URI.create(address));
      return ask(address, version, tls);
    } catch (UnknownHostException e) {
      return "NAME " + e.getMessage();
    } catch (ConnectException | NoRouteToHostException | SocketTimeoutException e) {
      return "NETWORK " + e.getMessage();
    } catch (GeneralSecurityException e) {
      return "CERTIFICATE " + e.getMessage();
    } catch (IOException e) {
      return "NETWORK " + e.getMessage();
    } catch (IllegalArgumentException | ClassCastException e) {
      return "NAME " + address;
    }
  }

  private static void connect(URI address) throws IOException {
    int port = address.getPort() < 0 ? 443 : address.getPort();
    InetSocketAddress place = new InetSocketAddress(address.getHost(), port);
    if (place.isUnresolved()) {
      throw new UnknownHostException(address.getHost());
    }
    try (Socket socket = new Socket()) {
      socket.connect(place, PATIENCE_MILLIS);
    }
  }

  private static String ask(String address, String version, SSLContext tls) {
    try {
      return call(address, version, tls);
    } catch (IOException e) {
      return "TLS " + e.getMessage();
    }
  }

  private static String call(String address, String version, SSLContext tls) throws IOException {
    String separator = address.contains("?") ? "&" : address.endsWith("/") ? "?" : "/?";
    String query = "version=" + URLEncoder.encode(version, StandardCharsets.UTF_8);
    HttpsURLConnection connection =
        (HttpsURLConnection) URI.create(address + separator + query).toURL().openConnection();
    connection.setSSLSocketFactory(tls.getSocketFactory());
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    connection.setInstanceFollowRedirects(false);
    try {
      int status = connection.getResponseCode();
      String line = status + " " + connection.getResponseMessage();
      return status == 200 || status == 204 ? line : line + said(connection);
    } finally {
      ((HttpURLConnection) connection).disconnect();
    }
  }

  /** The beginning of an unexpected answer in one line, without what could be a secret. */
  private static String said(HttpsURLConnection connection) {
    String where = connection.getHeaderField("Location");
    String said =
        (where == null ? "" : "Location " + where.split("[?#]", 2)[0] + " ") + body(connection);
    String plain = said.replaceAll("<[^>]*>", " ").replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
    String masked = NAMED_SECRET.matcher(plain).replaceAll("$1***");
    masked = MAIL.matcher(masked).replaceAll("***");
    masked = LONG_WORD.matcher(masked).replaceAll("***");
    if (masked.isEmpty()) {
      return "";
    }
    return ": " + (masked.length() > SHOWN ? masked.substring(0, SHOWN) + " …" : masked);
  }

  private static String body(HttpsURLConnection connection) {
    try (InputStream in =
        connection.getErrorStream() == null
            ? connection.getInputStream()
            : connection.getErrorStream()) {
      return new String(in.readNBytes(READ_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // the status was there: it is the answer
    }
  }

  private static KeyManager[] keys(String certificate)
      throws IOException, GeneralSecurityException {
    if (certificate.isEmpty()) {
      return null;
    }
    char[] pin = Files.readString(Path.of(System.getenv("ASV_PIN_FILE"))).strip().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = new FileInputStream(certificate)) {
      store.load(in, pin);
    } catch (IOException e) {
      throw new GeneralSecurityException(certificate + " öffnet sich nicht mit der PIN");
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, pin);
    return factory.getKeyManagers();
  }

  private static TrustManager[] issuers(String file) throws IOException, GeneralSecurityException {
    if (file.isEmpty()) {
      return null;
    }
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = new BufferedInputStream(new FileInputStream(file))) {
      int number = 0;
      for (Certificate issuer : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("issuer-" + number++, issuer);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
