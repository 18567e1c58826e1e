package de.asvumzug.host.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerTest {
  private static final String MARK = "7f3a-7f3b";

  @Test
  void an_answer_is_whole_only_with_its_last_byte() throws Exception {
    byte[] whole = bytes("Grüße\n" + MARK + " 000 8\n");
    for (int length = 0; length < whole.length; length++) {
      Answer answer = answer(Arrays.copyOf(whole, length));
      byte[] read = answer.readAllBytes();
      assertThat(answer.code()).as("%s bytes", length).isEmpty();
      assertThat(read).as("%s bytes", length).isEqualTo(Arrays.copyOf(whole, length));
    }
    Answer answer = answer(whole);
    assertThat(answer.readAllBytes()).isEqualTo(bytes("Grüße\n"));
    assertThat(answer.code()).isEqualTo(OptionalInt.of(0));
  }

  @Test
  void a_long_answer_is_read_in_large_blocks() throws Exception {
    byte[] content = new byte[16 << 20];
    new Random(1).nextBytes(content);
    byte[] end = bytes(MARK + " 000 " + content.length + "\n");
    byte[] whole = Arrays.copyOf(content, content.length + end.length);
    System.arraycopy(end, 0, whole, content.length, end.length);
    List<Integer> lengths = new ArrayList<>();
    InputStream allThere =
        new ByteArrayInputStream(whole) {
          @Override
          public int read(byte[] target, int from, int length) {
            lengths.add(length);
            return super.read(target, from, length);
          }
        };

    Answer answer = new Answer(allThere, "alt", MARK);

    assertThat(answer.readAllBytes()).isEqualTo(content);
    assertThat(answer.code()).isEqualTo(OptionalInt.of(0));
    assertThat(lengths).hasSizeLessThan(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "7f3a-7f3b",
        "7f3a-7f3b 000",
        "7f3a-7f3b 000\n",
        "7f3a-7f3b 000 \n",
        "7f3a-7f3b 000 1234567890123456789",
        "7f3a-7f3b 000 12x",
        "7f3a-7f3b\0list\0",
        "7f3a-7f3b 00x\n",
        "7f3a-77f3a-7f3b ",
      })
  void content_that_looks_like_the_mark_stays_content(String content) throws Exception {
    byte[] whole = bytes(content + MARK + " 066 " + bytes(content).length + "\n");
    for (int atOnce = 1; atOnce <= whole.length; atOnce++) {
      Answer answer = new Answer(pieces(whole, atOnce), "alt", MARK);
      assertThat(answer.readAllBytes()).as("%s at once", atOnce).isEqualTo(bytes(content));
      assertThat(answer.code()).as("%s at once", atOnce).isEqualTo(OptionalInt.of(66));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Grße\n", "Grüße\n\n", "Grüße[1]+ Fertig\n", ""})
  void an_answer_of_another_length_than_its_end_says_is_not_whole(String came) throws Exception {
    Answer answer = answer(bytes(came + MARK + " 000 8\n"));

    answer.readAllBytes();

    assertThat(answer.code()).isEmpty();
    assertThat(answer.flaw())
        .isEqualTo("angekündigt waren 8 Bytes, angekommen sind " + bytes(came).length);
  }

  @Test
  void gives_what_has_come_without_waiting_for_more() throws Exception {
    Answer answer =
        new Answer(
            new InputStream() {
              private final InputStream in = new ByteArrayInputStream(bytes("ok\n"));

              @Override
              public int read() throws IOException {
                int next = in.read();
                if (next < 0) {
                  throw new AssertionError("nobody asked for more");
                }
                return next;
              }

              @Override
              public int read(byte[] target, int at, int length) throws IOException {
                int read = in.read(target, at, length);
                if (read < 0) {
                  throw new AssertionError("nobody asked for more");
                }
                return read;
              }
            },
            "alt",
            MARK);

    assertThat(Script.line(answer)).isEqualTo("ok");
  }

  @Test
  void a_large_answer_comes_as_it_went() throws Exception {
    byte[] content = new byte[3 << 20];
    new Random(7).nextBytes(content);
    byte[] end = bytes(MARK + " 000 " + content.length + "\n");
    byte[] whole = Arrays.copyOf(content, content.length + end.length);
    System.arraycopy(end, 0, whole, content.length, end.length);

    Answer answer = new Answer(pieces(whole, 65_000), "alt", MARK);

    assertThat(answer.readAllBytes()).isEqualTo(content);
    assertThat(answer.code()).isEqualTo(OptionalInt.of(0));
  }

  @Test
  void a_stream_that_is_taken_away_is_a_cut_but_an_interruption_is_none() {
    assertThatThrownBy(() -> failing(new IOException("Stream closed")).read())
        .isInstanceOf(ConnectionCut.class);
    assertThatThrownBy(() -> failing(new InterruptedIOException()).read())
        .isInstanceOf(InterruptedIOException.class);
  }

  private static Answer failing(IOException failure) {
    return new Answer(
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw failure;
          }
        },
        "alt",
        MARK);
  }

  private static Answer answer(byte[] whole) {
    return new Answer(new ByteArrayInputStream(whole), "alt", MARK);
  }

  /** Gives at most so many bytes at once. */
  private static InputStream pieces(byte[] whole, int atOnce) {
    return new ByteArrayInputStream(whole) {
      @Override
      public synchronized int read(byte[] target, int at, int length) {
        return super.read(target, at, Math.min(length, atOnce));
      }
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
