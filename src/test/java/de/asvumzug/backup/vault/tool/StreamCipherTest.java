package de.asvumzug.backup.vault.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamCipherTest {
  private static final String NAME = "U-2026-0001/SOURCE/database/dump/1.dat";
  private static final int SEGMENT = StreamCipher.SEGMENT;

  @TempDir Path folder;
  private StreamCipher cipher;
  private Path plain;
  private Path sealed;

  @BeforeEach
  void key() {
    cipher = new StreamCipher(key(1));
    plain = folder.resolve("plain");
    sealed = folder.resolve("sealed");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, SEGMENT - 56, SEGMENT - 55, SEGMENT, 3 * SEGMENT + 17})
  void what_was_closed_is_opened_byte_for_byte(int size) throws Exception {
    byte[] content = content(size);
    Files.write(plain, content);

    StreamCipher.Closed closed = cipher.close(plain, sealed, NAME, true);

    assertThat(opened(NAME)).isEqualTo(content);
    assertThat(closed.plainSize()).isEqualTo(size);
    assertThat(closed.plainSha256()).isEqualTo(sha256(plain));
    assertThat(closed.size()).isEqualTo(Files.size(sealed));
    assertThat(closed.sha256()).isEqualTo(sha256(sealed));
  }

  @Test
  void nothing_of_the_content_can_be_read_in_the_closed_file() throws Exception {
    Files.writeString(plain, "Grundschule Höchstädt an der Donau\n".repeat(100_000));

    cipher.close(plain, sealed, NAME, false);

    assertThat(new String(Files.readAllBytes(sealed), java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("Grundschule");
  }

  @Test
  void the_same_file_is_never_the_same_when_it_is_closed_twice() throws Exception {
    Files.write(plain, content(100));

    cipher.close(plain, sealed, NAME, false);
    byte[] first = Files.readAllBytes(sealed);
    cipher.close(plain, sealed, NAME, false);

    assertThat(Files.readAllBytes(sealed)).isNotEqualTo(first);
  }

  @Test
  void another_key_opens_nothing() throws Exception {
    closed(3 * SEGMENT);
    cipher = new StreamCipher(key(2));

    assertThatThrownBy(() -> opened(NAME)).isInstanceOf(DamagedFile.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 100, SEGMENT - 1, SEGMENT, 2 * SEGMENT + 5, 3 * SEGMENT + 60})
  void a_flipped_bit_is_found_with_its_place(int at) throws Exception {
    closed(3 * SEGMENT + 17);
    byte[] bytes = Files.readAllBytes(sealed);
    bytes[at] ^= 4;
    Files.write(sealed, bytes);
    int segment = at / SEGMENT;

    assertThatThrownBy(() -> opened(NAME))
        .isInstanceOf(DamagedFile.class)
        .hasMessageContaining(
            "ab Byte %s (Abschnitt %s)".formatted((long) segment * SEGMENT, segment + 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 1000, SEGMENT, 2 * SEGMENT, 3 * SEGMENT + 60})
  void a_file_that_was_cut_is_found_even_at_the_end_of_a_segment(int size) throws Exception {
    closed(3 * SEGMENT + 17);
    Files.write(sealed, Arrays.copyOf(Files.readAllBytes(sealed), size));

    assertThatThrownBy(() -> opened(NAME)).isInstanceOf(DamagedFile.class);
  }

  @Test
  void a_file_in_another_ones_place_is_found() throws Exception {
    closed(100);

    assertThatThrownBy(() -> opened("U-2026-0001/SOURCE/database/dump/2.dat"))
        .isInstanceOf(DamagedFile.class);
  }

  @Test
  void what_is_handed_out_before_the_damage_is_true() throws Exception {
    byte[] content = content(3 * SEGMENT);
    Files.write(plain, content);
    cipher.close(plain, sealed, NAME, false);
    byte[] bytes = Files.readAllBytes(sealed);
    bytes[2 * SEGMENT + 5] ^= 1;
    Files.write(sealed, bytes);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    assertThatThrownBy(() -> cipher.open(sealed, Channels.newChannel(out), NAME))
        .isInstanceOf(DamagedFile.class);

    assertThat(out.toByteArray()).isEqualTo(Arrays.copyOf(content, out.size()));
  }

  private void closed(int size) throws IOException {
    Files.write(plain, content(size));
    cipher.close(plain, sealed, NAME, false);
  }

  private byte[] opened(String name) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    cipher.open(sealed, Channels.newChannel(out), name);
    return out.toByteArray();
  }

  private static String sha256(Path file) throws IOException {
    return HexFormat.of().formatHex(StreamCipher.digest().digest(Files.readAllBytes(file)));
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    return content;
  }

  private static byte[] key(int filled) {
    byte[] key = new byte[StreamCipher.KEY];
    Arrays.fill(key, (byte) filled);
    return key;
  }
}
