package de.asvumzug.check.probe.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Sees what answers at an address: connects as a client would and tries plain HTTP, then TLS, which
 * counts (servers often answer plain HTTP on a TLS port with a refusal). Sends no log-in and no
 * secret. Whose certificate it is does not matter here, only what is spoken, so every certificate
 * is accepted. Nothing but the JDK, so that it can be run on a client's machine.
 *
 * <p>Arguments: address, port. Output: one line, a word and a detail: TLS, HTTP, OPEN (something
 * answers, but neither), CLOSED, NAME. Exit code 0 whenever the line could be written.
 */
public final class ReachabilityProbe implements X509TrustManager {
  private static final int PATIENCE_MILLIS = 5_000;
  // Servers that speak HTTP wait for the rest of what they take for a question.
  private static final int SHORT_MILLIS = 1_500;

  private ReachabilityProbe() {}

  public static void main(String[] arguments) {
    System.out.println(look(arguments[0], Integer.parseInt(arguments[1])));
  }

  /** See the class: one word and a detail. */
  public static String look(String address, int port) {
    InetSocketAddress place = new InetSocketAddress(address, port);
    if (place.isUnresolved()) {
      return "NAME " + address;
    }
    try (Socket socket = new Socket()) {
      socket.connect(place, PATIENCE_MILLIS);
    } catch (IOException e) {
      return "CLOSED " + e.getMessage();
    }
    String plain = plain(place);
    try {
      return "TLS " + tls(place, plain.startsWith("HTTP") ? SHORT_MILLIS : PATIENCE_MILLIS);
    } catch (IOException | GeneralSecurityException e) {
      return plain;
    }
  }

  private static String tls(InetSocketAddress place, int patience)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new ReachabilityProbe()}, null);
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(patience);
      socket.connect(place, patience);
      try (SSLSocket tls =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(socket, place.getHostString(), place.getPort(), true)) {
        tls.startHandshake();
        return tls.getSession().getProtocol();
      }
    }
  }

  private static String plain(InetSocketAddress place) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(place, PATIENCE_MILLIS);
      String question = "GET / HTTP/1.0\r\nHost: " + place.getHostString() + "\r\n\r\n";
      socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
      String answer =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
              .readLine();
      return answer != null && answer.startsWith("HTTP/") ? "HTTP " + answer : "OPEN";
    } catch (IOException e) {
      return "OPEN " + e.getMessage();
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String kind) {
    // Only what is spoken matters.
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String kind) {
    // Only what is spoken matters.
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
