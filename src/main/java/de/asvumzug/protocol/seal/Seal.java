package de.asvumzug.protocol.seal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The signature of a file by Ed25519, inside the file: a text that names the key, how many bytes
 * are signed, and the signature. Signed is every byte of the file, with zeros where the signature
 * stands; so a small program in any language can check it.
 *
 * <pre>ASV-UMZUG-SEAL/1:KEY-ID(16):PUBLIC-KEY(64):LENGTH(10):SIGNATURE(128)</pre>
 *
 * <p>What follows the signed bytes may only be the signature of a certificate, which covers the
 * whole file.
 */
public final class Seal {
  private static final String NAME = "ASV-UMZUG-SEAL/1:";
  private static final int LENGTH = 10;
  private static final int SIGNATURE = 128;
  private static final Pattern SHAPE =
      Pattern.compile(
          Pattern.quote(NAME)
              + "([0-9a-f]{16}):([0-9a-f]{64}):([0-9]{"
              + LENGTH
              + "}):([0-9a-f]{"
              + SIGNATURE
              + "})");

  private Seal() {}

  /** The text that the file must hold, once, before it is signed. */
  public static String place(SealKey key) {
    return NAME
        + key.id()
        + ":"
        + key.publicKey()
        + ":"
        + "0".repeat(LENGTH)
        + ":"
        + "0".repeat(SIGNATURE);
  }

  /** Signs a file that holds {@link #place}. */
  public static byte[] sign(byte[] file, SealKey key) {
    MatchResult found = only(file).orElseThrow(() -> new IllegalArgumentException("no place"));
    byte[] signed = file.clone();
    write(signed, found.start(3), ("%0" + LENGTH + "d").formatted(file.length));
    write(signed, found.start(4), key.sign(signed));
    return signed;
  }

  private static void write(byte[] file, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, file, at, bytes.length);
  }

  /**
   * What a file says of its seal.
   *
   * @param keyId of the key that signed
   * @param publicKey 32 bytes in hex
   * @param length how many bytes are signed
   * @param findings German; empty if the signature fits and the key has this id
   */
  public record Reading(String keyId, String publicKey, int length, List<String> findings) {
    public Reading {
      findings = List.copyOf(findings);
    }
  }

  /** Empty if there is no seal, or more than one. */
  public static Optional<Reading> read(byte[] file) {
    return only(file).map(found -> read(file, found));
  }

  private static Reading read(byte[] file, MatchResult found) {
    String id = found.group(1);
    String publicKey = found.group(2);
    long length = Long.parseLong(found.group(3));
    if (length > file.length || length < found.end()) {
      return new Reading(
          id,
          publicKey,
          file.length,
          List.of(
              "Die Datei ist nicht vollständig: unterschrieben sind %s Byte, da sind %s."
                  .formatted(length, file.length)));
    }
    byte[] message = Arrays.copyOf(file, (int) length);
    write(message, found.start(4), "0".repeat(SIGNATURE));
    if (!SealKey.id(publicKey).equals(id)) {
      return new Reading(
          id,
          publicKey,
          (int) length,
          List.of("Die Kennung des Schlüssels (" + id + ") gehört nicht zum Schlüssel der Datei."));
    }
    return new Reading(
        id,
        publicKey,
        (int) length,
        SealKey.fits(publicKey, message, found.group(4))
            ? List.of()
            : List.of(
                "Die Unterschrift stimmt nicht: An der Datei oder an der Unterschrift ist etwas"
                    + " verändert."));
  }

  private static Optional<MatchResult> only(byte[] file) {
    // One byte a letter, whatever the bytes mean.
    List<MatchResult> found =
        SHAPE.matcher(new String(file, StandardCharsets.ISO_8859_1)).results().toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }
}
