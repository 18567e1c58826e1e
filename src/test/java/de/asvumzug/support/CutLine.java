package de.asvumzug.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A line to a server on this machine that can be cut and mended; encrypted at the near end, as by a
 * proxy in front of the centre.
 */
public final class CutLine implements AutoCloseable {
  private static final String PASSWORD = "line-of-tests";

  private final ServerSocket door;
  private final int far;
  private final Path keyStore;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  /**
   * @param keyStore is written, with a new certificate for {@code localhost}
   */
  public CutLine(int far, Path keyStore) throws Exception {
    this.far = far;
    this.keyStore = keyStore;
    newCertificate(keyStore);
    KeyStore keys = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), null, null);
    this.door =
        context
            .getServerSocketFactory()
            .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::listen);
  }

  private static void newCertificate(Path keyStore) throws IOException, InterruptedException {
    Files.deleteIfExists(keyStore);
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "centre",
                "-keyalg",
                "EC",
                "-validity",
                "30",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keyStore.toString())
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("no certificate by keytool");
    }
  }

  public URI base() {
    return URI.create("https://localhost:" + door.getLocalPort());
  }

  /** Options of a Java program that trusts this line's certificate, and no other. */
  List<String> trust() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + keyStore, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  /** Every connection breaks, and none comes about until it is mended. */
  public void cut() {
    cut = true;
    open.forEach(CutLine::close);
  }

  public void mend() {
    cut = false;
  }

  private void listen() {
    try {
      while (true) {
        Socket near = door.accept();
        if (cut) {
          close(near);
        } else {
          connect(near);
        }
      }
    } catch (IOException e) {
      // closed: the end
    }
  }

  private void connect(Socket near) {
    try {
      Socket other = new Socket(InetAddress.getByName("localhost"), far);
      open.add(near);
      open.add(other);
      thread(() -> carry(near, other));
      thread(() -> carry(other, near));
    } catch (IOException e) {
      close(near);
    }
  }

  private void carry(Socket from, Socket to) {
    try (InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      // cut
    } finally {
      close(from);
      close(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void thread(Runnable work) {
    Thread thread = new Thread(work, "cut-line");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    cut();
    door.close();
  }
}
