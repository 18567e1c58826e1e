package de.asvumzug.check.machine;

import de.asvumzug.host.HostFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The names within a zip on a machine, read from the list at its end: a package has hundreds of
 * megabytes, and its list some kilobytes.
 */
final class ZipNames {
  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int LONGEST_LIST = 32 * 1024 * 1024;

  private ZipNames() {}

  /** Empty if the file is no zip, or one of a kind that needs more (zip64). */
  static List<String> of(HostFiles files, String path, long size) throws IOException {
    long from = Math.max(0, size - END_LENGTH - LONGEST_COMMENT);
    ByteBuffer tail = read(files, path, from, (int) (size - from));
    for (int at = tail.limit() - END_LENGTH; at >= 0; at--) {
      if (tail.getInt(at) == END) {
        long length = Integer.toUnsignedLong(tail.getInt(at + 12));
        long start = Integer.toUnsignedLong(tail.getInt(at + 16));
        return length > LONGEST_LIST || start + length > size
            ? List.of()
            : names(read(files, path, start, (int) length));
      }
    }
    return List.of();
  }

  private static List<String> names(ByteBuffer list) {
    List<String> names = new ArrayList<>();
    int at = 0;
    while (at + ENTRY_LENGTH <= list.limit() && list.getInt(at) == ENTRY) {
      int name = Short.toUnsignedInt(list.getShort(at + 28));
      int more =
          Short.toUnsignedInt(list.getShort(at + 30)) + Short.toUnsignedInt(list.getShort(at + 32));
      if (at + ENTRY_LENGTH + name > list.limit()) {
        return names;
      }
      names.add(new String(list.array(), at + ENTRY_LENGTH, name, StandardCharsets.UTF_8));
      at += ENTRY_LENGTH + name + more;
    }
    return names;
  }

  private static ByteBuffer read(HostFiles files, String path, long from, int length)
      throws IOException {
    try (InputStream in = files.read(path, from)) {
      return ByteBuffer.wrap(in.readNBytes(length)).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
