package de.asvumzug.protocol.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
  private final SealKey key = SealKey.create();

  private byte[] sealed() {
    String text = "%PDF Anfang (" + Seal.place(key) + ") Ende\n";
    return Seal.sign(text.getBytes(StandardCharsets.ISO_8859_1), key);
  }

  @Test
  void a_signed_file_names_its_key_and_fits() {
    assertThat(Seal.read(sealed()))
        .hasValueSatisfying(
            read -> {
              assertThat(read.findings()).isEmpty();
              assertThat(read.keyId()).isEqualTo(key.id());
              assertThat(read.length()).isEqualTo(sealed().length);
            });
  }

  @Test
  void every_single_changed_byte_is_found() {
    byte[] file = sealed();
    for (int i = 0; i < file.length; i++) {
      for (int bit : new int[] {1, 0x20}) {
        byte[] forged = file.clone();
        forged[i] ^= (byte) bit;
        assertThat(Seal.read(forged).filter(read -> read.findings().isEmpty()))
            .as("byte %s", i)
            .isEmpty();
      }
    }
  }

  @Test
  void a_file_that_was_cut_off_is_found() {
    byte[] file = sealed();
    assertThat(Seal.read(java.util.Arrays.copyOf(file, file.length - 1)).orElseThrow().findings())
        .singleElement()
        .asString()
        .contains("nicht vollständig");
  }

  @Test
  void another_key_in_its_place_has_another_id() {
    SealKey other = SealKey.create();
    String text = "(" + Seal.place(other).replace(other.id(), key.id()) + ")";
    byte[] forged = Seal.sign(text.getBytes(StandardCharsets.US_ASCII), other);
    assertThat(Seal.read(forged).orElseThrow().findings())
        .singleElement()
        .asString()
        .contains("Kennung");
  }

  @Test
  void two_seals_are_none() {
    String text = Seal.place(key) + Seal.place(key);
    assertThat(Seal.read(text.getBytes(StandardCharsets.US_ASCII))).isEmpty();
  }

  @Test
  void a_key_is_made_once_and_only_its_owner_may_read_it(@TempDir Path folder) throws Exception {
    Path keys = folder.resolve("keys");
    String first = new SealKeys(keys).current().id();
    assertThat(new SealKeys(keys).current().id()).isEqualTo(first);
    Path file = keys.resolve("0000-selbst-angelegt.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_given_key_comes_before_the_one_made_here(@TempDir Path keys) throws Exception {
    new SealKeys(keys).current();
    Files.writeString(keys.resolve("2026.pem"), key.pem());
    assertThat(new SealKeys(keys).current().id()).isEqualTo(key.id());
  }

  @Test
  void a_file_without_a_key_is_named_with_what_to_do(@TempDir Path keys) throws Exception {
    Files.writeString(keys.resolve("2026.pem"), "kein Schlüssel");
    assertThatThrownBy(() -> new SealKeys(keys).current())
        .hasMessageContaining("2026.pem")
        .hasMessageContaining("openssl genpkey -algorithm ed25519");
  }
}
