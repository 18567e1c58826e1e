package de.asvumzug.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server on this machine that can be cut and mended. */
public final class CutLine implements AutoCloseable {
  private final ServerSocket door;
  private final int far;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  public CutLine(int far) throws IOException {
    this.far = far;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    thread(this::listen);
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + door.getLocalPort());
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
