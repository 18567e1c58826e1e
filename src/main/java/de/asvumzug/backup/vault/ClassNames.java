package de.asvumzug.backup.vault;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the classes that a class file refers to (JVM specification, 4.4). */
final class ClassNames {
  private static final int MAGIC_AND_VERSION = 8;
  private static final int UTF8 = 1;
  private static final Pattern DESCRIBED = Pattern.compile("L([\\w$/]+);");
  private static final Pattern NAME = Pattern.compile("[\\w$]+(/[\\w$]+)+");

  private ClassNames() {}

  /** With '/', without ending; also some texts that only look so. */
  static Set<String> in(byte[] file) throws IOException {
    Set<String> names = new TreeSet<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    in.skipBytes(MAGIC_AND_VERSION);
    int entries = in.readUnsignedShort();
    for (int i = 1; i < entries; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case UTF8 -> add(in.readUTF(), names);
        case 5, 6 -> { // long and double take two places
          in.skipBytes(8);
          i++;
        }
        case 7, 8, 16, 19, 20 -> in.skipBytes(2);
        case 15 -> in.skipBytes(3);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipBytes(4);
        default -> throw new IOException("unknown entry of a class file: " + tag);
      }
    }
    return names;
  }

  private static void add(String text, Set<String> names) {
    if (NAME.matcher(text).matches()) {
      names.add(text);
    }
    Matcher described = DESCRIBED.matcher(text);
    while (described.find()) {
      names.add(described.group(1));
    }
  }
}
