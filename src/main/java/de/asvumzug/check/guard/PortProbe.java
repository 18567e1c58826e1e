package de.asvumzug.check.guard;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Tries TCP ports from the machine that this application runs on. */
@Component
public class PortProbe {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * @return whether a connection opens within 3 seconds; false only where the network says so:
   *     refused, no route, no answer
   * @throws IOException if nothing can be said, such as a name that does not resolve
   */
  public boolean opens(String address, int port) throws IOException {
    InetSocketAddress target = new InetSocketAddress(address, port);
    if (target.isUnresolved()) {
      throw new UnknownHostException("Der Name " + address + " ist nicht auflösbar");
    }
    try (Socket socket = new Socket()) {
      socket.connect(target, (int) PATIENCE.toMillis());
      return true;
    } catch (ConnectException | NoRouteToHostException | SocketTimeoutException e) {
      return false;
    }
  }
}
