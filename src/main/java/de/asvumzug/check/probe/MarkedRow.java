package de.asvumzug.check.probe;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a row until its schools are known.
 *
 * @param ids values that it finds its schools by, one for each way that is still to be gone
 * @param marks of the ways gone
 * @param list that it belongs to
 * @param all hash of all columns that count
 * @param key hash of the narrower choice
 */
record MarkedRow(List<String> ids, String marks, String list, byte[] all, byte[] key) {
  private static final int HASH = 16;

  static MarkedRow read(DataInputStream in) throws IOException {
    int count = in.readByte();
    List<String> ids = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ids.add(in.readUTF());
    }
    return new MarkedRow(ids, in.readUTF(), in.readUTF(), in.readNBytes(HASH), in.readNBytes(HASH));
  }

  /** Into the part of its first way. */
  void write(DiskParts.Writer parts) throws IOException {
    DataOutputStream out = parts.next(ids.get(0));
    out.writeByte(ids.size());
    for (String id : ids) {
      out.writeUTF(id);
    }
    out.writeUTF(marks);
    out.writeUTF(list);
    out.write(all);
    out.write(key);
  }

  /** After one way more. */
  MarkedRow marked(String more) {
    return new MarkedRow(ids.subList(1, ids.size()), marks + more, list, all, key);
  }
}
