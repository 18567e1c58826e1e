package de.asvumzug.check.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * PostgreSQL's own hash of values and rows (hash_any_extended, hash_record_extended; the same from
 * 14 on), so that another engine's rows can be hashed as the server hashes its own.
 */
public final class ValueHash {
  private static final int START = 0x9e3779b9 + 3923095;
  private static final int BLOCK = 12;

  private ValueHash() {}

  /** Of the names of what is hashed, in their order. */
  public static long seed(Collection<String> names) {
    return of(String.join("\n", names).getBytes(StandardCharsets.UTF_8), 0);
  }

  /**
   * Both halves of a row: the second hash starts from the whole of the first, so that no sum of
   * them stays the same when two rows swap a value; the first half is hidden under it for the same
   * reason.
   *
   * @param values in the order of the columns' names; null for none
   * @param seed of the first hash
   */
  public static byte[] row(List<byte[]> values, long seed) {
    long first = record(values, seed);
    long second = record(values, first);
    return ByteBuffer.allocate(16).putLong(second).putLong(first ^ second).array();
  }

  private static long record(List<byte[]> values, long seed) {
    long hash = 0;
    for (byte[] value : values) {
      hash = (hash << 5) - hash + (value == null ? 0 : of(value, seed));
    }
    return hash;
  }

  /** As the server hashes a text (in UTF-8, by collation "C") or bytes. */
  public static long of(byte[] key, long seed) {
    int a = START + key.length;
    int b = a;
    int c = a;
    int at = 0;
    int left = key.length;
    // The seed goes in as a block of its own.
    boolean block = seed != 0;
    int x = (int) (seed >>> 32);
    int y = (int) seed;
    int z = 0;
    while (block || left >= BLOCK) {
      if (!block) {
        x = word(key, at);
        y = word(key, at + 4);
        z = word(key, at + 8);
        at += BLOCK;
        left -= BLOCK;
      }
      block = false;
      a += x;
      b += y;
      c += z;
      a = (a - c) ^ Integer.rotateLeft(c, 4);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 6);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 8);
      b += a;
      a = (a - c) ^ Integer.rotateLeft(c, 16);
      c += b;
      b = (b - a) ^ Integer.rotateLeft(a, 19);
      a += c;
      c = (c - b) ^ Integer.rotateLeft(b, 4);
      b += a;
    }
    // The lowest byte of c is kept for the length.
    for (int i = 0; i < left; i++) {
      int octet = key[at + i] & 0xff;
      if (i < 4) {
        a += octet << (8 * i);
      } else if (i < 8) {
        b += octet << (8 * (i - 4));
      } else {
        c += octet << (8 * (i - 7));
      }
    }
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    c = (c ^ b) - Integer.rotateLeft(b, 24);
    return (long) b << 32 | c & 0xffffffffL;
  }

  private static int word(byte[] key, int at) {
    return key[at] & 0xff
        | (key[at + 1] & 0xff) << 8
        | (key[at + 2] & 0xff) << 16
        | key[at + 3] << 24;
  }
}
