package de.asvumzug.host.script;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What a verb answers, without the end that only a whole answer has: a mark, new for each call so
 * that no content holds it, the exit code, and how many bytes the answer has. An answer that was
 * cut, or that something else got into, ends like a whole one; {@link #code} tells them apart.
 * Gives what came as soon as it can be no part of the end.
 */
final class Answer extends InputStream {
  private static final int CODE_DIGITS = 3;
  private static final int MOST_LENGTH_DIGITS = 18;
  private static final int FIRST_BUFFER = 16 * 1024;

  /**
   * The SSH library moves all that has come in and waits, up to its whole window of 16 MiB,
   * whenever something is read of it: read in blocks of 64 KiB beside a slower writer, a file
   * crossed at 40 MB/s with both processors busy.
   */
  private static final int LARGEST_BUFFER = 1 << 20;

  private final InputStream in;
  private final String machine;
  private final byte[] mark;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int from;
  private int safe;
  private int to;
  private boolean ended;
  private long passed;
  private OptionalInt code = OptionalInt.empty();
  private String flaw = "zu sehen war kein Abschluss";

  Answer(InputStream in, String machine, String mark) {
    this.in = in;
    this.machine = machine;
    this.mark = (mark + " ").getBytes(US_ASCII);
  }

  /** The script's own exit code, once everything has been read; none if the answer is not whole. */
  OptionalInt code() {
    return code;
  }

  /** What an answer without a code lacks, German. */
  String flaw() {
    return flaw;
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
    passed += safe;
    to -= safe;
    from = 0;
    safe = 0;
    int read = more();
    boolean full = to + read == buffer.length;
    if (read < 0) {
      ended = true;
      safe = to; // the beginning of an end only by chance, or of one that was cut
      return;
    }
    to += read;
    safe = to - held();
    if (safe < to && buffer[to - 1] == '\n') {
      ended = true;
      weigh(new String(buffer, safe + mark.length, to - 1 - safe - mark.length, US_ASCII));
    } else if (full && buffer.length < LARGEST_BUFFER) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }

  private void weigh(String end) {
    long announced = Long.parseLong(end.substring(CODE_DIGITS + 1));
    long came = passed + safe;
    if (announced == came) {
      code = OptionalInt.of(Integer.parseInt(end.substring(0, CODE_DIGITS)));
    } else {
      flaw = "angekündigt waren " + announced + " Bytes, angekommen sind " + came;
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

  /** How many of the last bytes may be the beginning of the end, or are the whole of it. */
  private int held() {
    int held = Math.min(mark.length + CODE_DIGITS + 1 + MOST_LENGTH_DIGITS + 1, to);
    while (held > 0 && !mayBeEnd(to - held, held)) {
      held--;
    }
    return held;
  }

  private boolean mayBeEnd(int start, int bytes) {
    int space = mark.length + CODE_DIGITS;
    for (int i = 0; i < bytes; i++) {
      byte next = buffer[start + i];
      boolean digit = next >= '0' && next <= '9';
      boolean fits =
          i < mark.length
              ? next == mark[i]
              : i < space
                  ? digit
                  : i == space
                      ? next == ' '
                      : digit && i <= space + MOST_LENGTH_DIGITS
                          || next == '\n' && i > space + 1 && i == bytes - 1;
      if (!fits) {
        return false;
      }
    }
    return true;
  }
}
