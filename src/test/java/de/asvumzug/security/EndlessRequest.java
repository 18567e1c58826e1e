package de.asvumzug.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Sends up to a gigabyte in chunks, and stops when it is cut off or answered. */
public final class EndlessRequest {
  private static final long GIGABYTE = 1L << 30;
  private static final int CHUNK = 64 * 1024;

  /**
   * What came back.
   *
   * @param status of the answer
   * @param sent bytes that went out before
   * @param body of the answer, as far as it was read
   */
  public record Answer(int status, long sent, String body) {}

  private EndlessRequest() {}

  public static Answer send(int port, String method, String path, String type, String... headers)
      throws Exception {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(60_000);
      OutputStream out = socket.getOutputStream();
      out.write(head(method, path, type, headers).getBytes(StandardCharsets.US_ASCII));
      CompletableFuture<List<String>> answer =
          CompletableFuture.supplyAsync(() -> answer(socket), task -> new Thread(task).start());
      long sent = pour(out, answer);
      List<String> lines = answer.get();
      return new Answer(
          Integer.parseInt(lines.get(0).split(" ")[1]), sent, lines.get(lines.size() - 1));
    }
  }

  private static String head(String method, String path, String type, String... headers) {
    StringBuilder head =
        new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n")
            .append("Content-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n");
    for (int i = 0; i < headers.length; i += 2) {
      head.append(headers[i] + ": " + headers[i + 1] + "\r\n");
    }
    return head + "\r\n";
  }

  private static long pour(OutputStream out, CompletableFuture<List<String>> answer) {
    byte[] chunk = new byte[CHUNK];
    Arrays.fill(chunk, (byte) 'a');
    byte[] size = (Integer.toHexString(CHUNK) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    byte[] end = "\r\n".getBytes(StandardCharsets.US_ASCII);
    long sent = 0;
    try {
      while (sent < GIGABYTE && !answer.isDone()) {
        out.write(size);
        out.write(chunk);
        out.write(end);
        sent += CHUNK;
      }
    } catch (IOException cut) {
      // the other side has closed the connection: that is what is waited for
    }
    return sent;
  }

  /** Status line, and the last line that can be read. */
  private static List<String> answer(Socket socket) {
    List<String> lines = new ArrayList<>();
    try {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException cut) {
      // what was read before counts
    }
    if (lines.isEmpty()) {
      throw new IllegalStateException("no answer");
    }
    return lines;
  }
}
