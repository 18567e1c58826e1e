package de.asvumzug.host.script;

import de.asvumzug.host.FilePart;
import de.asvumzug.host.HostFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;

/** The beginnings of several files as one stream, where every file is opened by itself. */
public final class Parts {
  private Parts() {}

  /** One after the other; fails where a file is shorter than its part. */
  public static final class Reading extends InputStream {
    private final HostFiles files;
    private final Iterator<FilePart> parts;
    private FilePart part;
    private InputStream in = nullInputStream();
    private long left;

    public Reading(HostFiles files, List<FilePart> parts) {
      this.files = files;
      this.parts = parts.iterator();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      while (left == 0) {
        in.close();
        if (!parts.hasNext()) {
          return -1;
        }
        part = parts.next();
        left = part.bytes();
        in = files.read(part.path(), 0);
      }
      int read = in.read(target, from, (int) Math.min(length, left));
      if (read < 0) {
        throw new EOFException(part.path() + " ist kürzer als " + part.bytes() + " Bytes");
      }
      left -= read;
      return read;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Replaces the files one after the other. */
  public static final class Writing extends OutputStream {
    private final HostFiles files;
    private final Iterator<FilePart> parts;
    private OutputStream out = nullOutputStream();
    private long left;

    public Writing(HostFiles files, List<FilePart> parts) throws IOException {
      this.files = files;
      this.parts = parts.iterator();
      next();
    }

    private void next() throws IOException {
      while (left == 0 && parts.hasNext()) {
        out.close();
        FilePart part = parts.next();
        out = files.write(part.path(), 0);
        left = part.bytes();
      }
    }

    @Override
    public void write(int next) throws IOException {
      write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) throws IOException {
      int at = from;
      while (at < from + length) {
        if (left == 0) {
          throw new IOException("mehr Bytes, als die Dateien haben sollen");
        }
        int now = (int) Math.min(left, from + length - at);
        out.write(source, at, now);
        at += now;
        left -= now;
        next();
      }
    }

    @Override
    public void close() throws IOException {
      out.close();
      if (left > 0 || parts.hasNext()) {
        throw new EOFException("weniger Bytes, als die Dateien haben sollen");
      }
    }
  }
}
