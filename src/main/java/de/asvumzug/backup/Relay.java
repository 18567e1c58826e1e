package de.asvumzug.backup;

import de.asvumzug.host.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Comparator;
import java.util.List;

/**
 * Through this application, for any two machines: two files at once, each through one block of
 * memory. Only what is not there yet crosses the network, on both sides.
 */
final class Relay implements Courier {
  private final Patience patience;

  Relay(Patience patience) {
    this.patience = patience;
  }

  @Override
  public void bring(Leg leg, List<Piece> pieces, Sent sent)
      throws IOException, InterruptedException {
    // The largest first, so that not one of them is left for the end.
    List<Piece> sorted =
        pieces.stream().sorted(Comparator.comparingLong(Piece::size).reversed()).toList();
    Parallel.each(sorted, piece -> patience.until(new Stream(leg, piece, sent)));
  }

  /** One file; knows between two tries how far it has come. */
  private static final class Stream implements Patience.Progressing {
    private final Leg leg;
    private final Piece piece;
    private final Sent sent;
    private boolean cut;
    private long reached;

    Stream(Leg leg, Piece piece, Sent sent) {
      this.leg = leg;
      this.piece = piece;
      this.sent = sent;
      this.reached = piece.there();
    }

    @Override
    public long reached() {
      return reached;
    }

    @Override
    public void carryOut() throws IOException, InterruptedException {
      String partial = leg.target() + "/" + piece.partial();
      long there = cut ? look(partial) : piece.there();
      cut = true; // unless this try comes to its end
      if (there == piece.size()) {
        return;
      }
      long offset = there > piece.size() ? 0 : Courier.resumeAt(Math.max(0, there));
      try (InputStream in = leg.from().files().read(leg.source() + "/" + piece.path(), offset);
          OutputStream out = leg.to().files().write(partial, offset)) {
        pump(in, out, piece.size() - offset);
      }
    }

    private long look(String partial) throws IOException {
      long there = leg.to().files().stat(partial).map(FileStat::size).orElse(-1L);
      reached = Math.max(reached, there);
      return there;
    }

    /** A source that ends too early is no matter of ours: the checksum will tell. */
    private void pump(InputStream in, OutputStream out, long bytes)
        throws IOException, InterruptedException {
      byte[] block = new byte[BLOCK];
      long left = bytes;
      while (left > 0) {
        Interruption.check();
        int length = in.readNBytes(block, 0, (int) Math.min(BLOCK, left));
        if (length == 0) {
          return;
        }
        out.write(block, 0, length);
        left -= length;
        sent.more(length);
      }
    }
  }
}
