package de.asvumzug.notify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server on a real port that answers as it is told: by recipient, to the sender, to the
 * whole mail. What it accepts it keeps.
 */
public final class FakeSmtp implements AutoCloseable {
  /** An accepted mail: its recipient and everything that came. */
  public record Received(String recipient, String data) {}

  private final Map<String, String> recipients = new ConcurrentHashMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ServerSocket door;
  private volatile boolean down;
  private volatile String toSender = "250 ok";
  private volatile String toData = "250 ok";

  public FakeSmtp() {
    try {
      door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::open, "scripted-smtp");
    thread.setDaemon(true);
    thread.start();
  }

  public int port() {
    return door.getLocalPort();
  }

  /** The answer to {@code RCPT TO} from now on. */
  public void answer(String recipient, String line) {
    recipients.put(recipient, line);
  }

  /** Whoever connects from now on is hung up on, or no more. */
  public void down(boolean now) {
    down = now;
  }

  void answerSender(String line) {
    toSender = line;
  }

  void answerData(String line) {
    toData = line;
  }

  public List<Received> received() {
    return received;
  }

  /** Each recipient that was asked for, as often as it was. */
  public List<String> asked() {
    return asked;
  }

  private void open() {
    while (!door.isClosed()) {
      try (Socket socket = door.accept()) {
        if (!down) {
          talk(socket);
        }
      } catch (SocketException closed) {
        // the client hung up, or the test is over
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void talk(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    say(socket, "220 test");
    String recipient = null;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("MAIL FROM")) {
        say(socket, toSender);
      } else if (line.startsWith("RCPT TO")) {
        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        asked.add(recipient);
        say(socket, recipients.getOrDefault(recipient, "250 ok"));
      } else if (line.equals("DATA")) {
        say(socket, "354 go on");
        StringBuilder data = new StringBuilder();
        for (String one = in.readLine(); !one.equals("."); one = in.readLine()) {
          data.append(one).append('\n');
        }
        if (toData.startsWith("250")) {
          received.add(new Received(recipient, data.toString()));
        }
        say(socket, toData);
      } else if (line.equals("QUIT")) {
        say(socket, "221 bye");
        return;
      } else {
        say(socket, "250 ok");
      }
    }
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
