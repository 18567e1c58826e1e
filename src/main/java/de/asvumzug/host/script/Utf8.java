package de.asvumzug.host.script;

/** Cuts a stream of UTF-8 bytes between characters. */
public final class Utf8 {

  private Utf8() {}

  /**
   * Length of the longest prefix that does not end inside a character; the whole array if it is not
   * UTF-8.
   */
  public static int wholeCharacters(byte[] bytes) {
    for (int back = 1; back <= Math.min(3, bytes.length); back++) {
      int value = bytes[bytes.length - back] & 0xFF;
      if (value >= 0xC0) {
        int needed = value >= 0xF0 ? 4 : value >= 0xE0 ? 3 : 2;
        return needed > back ? bytes.length - back : bytes.length;
      }
      if (value < 0x80) {
        return bytes.length;
      }
    }
    return bytes.length;
  }
}
