package de.asvumzug.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What a verb answers, without the mark and the exit code that only a whole answer ends with: the
 * mark is new for each call, so that no content holds it. An answer that was cut ends like a whole
 * one; {@link #code} tells them apart. Gives what came as soon as it can be no part of the mark.
 */
final class Answer extends InputStream {
  private static final int DIGITS = 3;

  private final InputStream in;
  private final String machine;
  private final byte[] mark;
  private final byte[] buffer = new byte[64 * 1024];
  private int from;
  private int safe;
  private int to;
  private boolean ended;
  private OptionalInt code = OptionalInt.empty();

  Answer(InputStream in, String machine, String mark) {
    this.in = in;
    this.machine = machine;
    this.mark = (mark + " ").getBytes(StandardCharsets.US_ASCII);
  }

  /** The script's own exit code, once everything has been read; none if the answer was cut. */
  OptionalInt code() {
    return code;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int at, int length) throws IOException {
    Objects.checkFromIndexSize(at, length, target.length);
    if (length == 0) {
      return 0;
    }
    while (from == safe) {
      if (ended) {
        return -1;
      }
      fill();
    }
    int now = Math.min(length, safe - from);
    System.arraycopy(buffer, from, target, at, now);
    from += now;
    return now;
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, safe, buffer, 0, to - safe);
    to -= safe;
    from = 0;
    safe = 0;
    int read = more();
    if (read < 0) {
      ended = true;
      safe = to; // the beginning of a mark only by chance, or of one that was cut
      return;
    }
    to += read;
    safe = to - held();
    if (to - safe == length()) {
      String digits = new String(buffer, to - 1 - DIGITS, DIGITS, StandardCharsets.US_ASCII);
      code = OptionalInt.of(Integer.parseInt(digits));
      ended = true;
    }
  }

  /** Whatever takes the stream away is a cut; only an interruption is what somebody here wanted. */
  private int more() throws IOException {
    try {
      return in.read(buffer, to, buffer.length - to);
    } catch (ConnectionCut | InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new ConnectionCut(machine, e);
    }
  }

  private int length() {
    return mark.length + DIGITS + 1;
  }

  /** How many of the last bytes may be the beginning of the mark, or are the whole of it. */
  private int held() {
    int held = Math.min(length(), to);
    while (held > 0 && !mayBeMark(to - held, held)) {
      held--;
    }
    return held;
  }

  private boolean mayBeMark(int start, int bytes) {
    for (int i = 0; i < bytes; i++) {
      byte next = buffer[start + i];
      boolean fits =
          i < mark.length
              ? next == mark[i]
              : i < mark.length + DIGITS ? next >= '0' && next <= '9' : next == '\n';
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
