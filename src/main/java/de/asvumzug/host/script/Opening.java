package de.asvumzug.host.script;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * What a machine answers after the line with which every answer begins. Whatever comes before, such
 * as a greeting in a start file of the log-in's shell, is no part of it. An answer that never began
 * is empty.
 */
final class Opening extends InputStream {
  private static final int MOST = 64 * 1024;
  private static final int SHOWN = 200;

  private final InputStream in;
  private final byte[] begin;
  private final Runnable whenBegun;
  private final BeginTimeout watch;
  private final ByteArrayOutputStream before = new ByteArrayOutputStream();
  private byte[] rest = new byte[0];
  private int from;
  private boolean begun;

  Opening(InputStream in, String mark, BeginTimeout watch, Runnable whenBegun) {
    this.in = in;
    this.begin = (mark + " begin\n").getBytes(StandardCharsets.US_ASCII);
    this.watch = watch;
    this.whenBegun = whenBegun;
  }

  /** What came before the beginning, in one line; empty as a rule. */
  String before() {
    String text =
        before.toString(StandardCharsets.UTF_8).strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + " …";
  }

  boolean begun() {
    return begun;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int at, int length) throws IOException {
    Objects.checkFromIndexSize(at, length, target.length);
    if (!begun && !begin()) {
      return -1;
    }
    if (from == rest.length) {
      return in.read(target, at, length);
    }
    int now = Math.min(length, rest.length - from);
    System.arraycopy(rest, from, target, at, now);
    from += now;
    return now;
  }

  private boolean begin() throws IOException {
    byte[] buffer = new byte[8 * 1024];
    while (before.size() < MOST) {
      int read = more(buffer);
      if (read < 0) {
        return false;
      }
      before.write(buffer, 0, read);
      byte[] seen = before.toByteArray();
      int start = find(seen, Math.max(0, seen.length - read - begin.length));
      if (start >= 0) {
        rest = Arrays.copyOfRange(seen, start + begin.length, seen.length);
        before.reset();
        before.write(seen, 0, start);
        begun = true;
        watch.begun();
        whenBegun.run();
        return true;
      }
    }
    throw new IOException("Statt einer Antwort kam: " + before());
  }

  private int more(byte[] buffer) throws IOException {
    try {
      int read = in.read(buffer);
      if (read < 0) {
        watch.requireInTime(before());
        watch.begun();
      }
      return read;
    } catch (IOException e) {
      watch.requireInTime(before());
      throw e;
    }
  }

  private int find(byte[] seen, int start) {
    for (int at = start; at <= seen.length - begin.length; at++) {
      if (Arrays.equals(seen, at, at + begin.length, begin, 0, begin.length)) {
        return at;
      }
    }
    return -1;
  }
}
