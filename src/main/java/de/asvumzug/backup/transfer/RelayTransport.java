package de.asvumzug.backup.transfer;

import de.asvumzug.backup.Cancellation;
import de.asvumzug.backup.Parallel;
import de.asvumzug.host.FilePart;
import de.asvumzug.host.FileStat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Through this application, for any two machines: two files at once, each through one block of
 * memory. Only what is not there yet crosses the network, on both sides.
 */
public final class RelayTransport implements FileTransport {
  private static final long SMALL = 1 << 20;

  private final TransferRetry patience;

  public RelayTransport(TransferRetry patience) {
    this.patience = patience;
  }

  @Override
  public void bring(TransferPath leg, List<PartialFile> pieces, Sent sent)
      throws IOException, InterruptedException {
    // The largest first, so that not one of them is left for the end.
    List<PartialFile> large =
        pieces.stream()
            .filter(piece -> !small(piece))
            .sorted(Comparator.comparingLong(PartialFile::size).reversed())
            .toList();
    List<TransferRetry.Progressing> work = new ArrayList<>();
    large.forEach(piece -> work.add(new Stream(leg, piece, sent, false)));
    Parallel.portions(pieces.stream().filter(RelayTransport::small).toList(), PartialFile::size)
        .forEach(portion -> work.add(new Bundle(leg, portion, sent)));
    Parallel.each(work, patience::until);
  }

  /** Small ones that have not been begun go together: asking for one takes longer than it does. */
  private static boolean small(PartialFile piece) {
    return piece.there() < 0 && piece.size() <= SMALL;
  }

  /** A source that ends too early is no matter of ours: the checksum will tell. */
  private static void pump(InputStream in, OutputStream out, long bytes, Sent sent)
      throws IOException, InterruptedException {
    byte[] block = new byte[BLOCK];
    long left = bytes;
    while (left > 0) {
      Cancellation.check();
      int length = in.readNBytes(block, 0, (int) Math.min(BLOCK, left));
      if (length == 0) {
        return;
      }
      out.write(block, 0, length);
      left -= length;
      sent.more(length);
    }
  }

  /** Several small files; after a cut one by one, since then some are there. */
  private static final class Bundle implements TransferRetry.Progressing {
    private final TransferPath leg;
    private final List<PartialFile> pieces;
    private final Sent sent;
    private final List<Stream> streams;
    private boolean cut;

    Bundle(TransferPath leg, List<PartialFile> pieces, Sent sent) {
      this.leg = leg;
      this.pieces = pieces;
      this.sent = sent;
      this.streams = pieces.stream().map(piece -> new Stream(leg, piece, sent, true)).toList();
    }

    @Override
    public long reached() {
      return streams.stream().mapToLong(Stream::reached).sum();
    }

    @Override
    public void carryOut() throws IOException, InterruptedException {
      if (cut || pieces.size() == 1) {
        for (Stream stream : streams) {
          stream.carryOut();
        }
        return;
      }
      cut = true; // unless this try comes to its end
      try (InputStream in = leg.from().files().readParts(parts(leg.source(), PartialFile::path));
          OutputStream out =
              leg.to().files().writeParts(parts(leg.target(), PartialFile::partial))) {
        pump(in, out, pieces.stream().mapToLong(PartialFile::size).sum(), sent);
        if (in.read() >= 0) {
          throw new IOException("mehr Bytes, als die Dateien haben sollen");
        }
      }
    }

    private List<FilePart> parts(String folder, Function<PartialFile, String> name) {
      return pieces.stream()
          .map(piece -> new FilePart(folder + "/" + name.apply(piece), piece.size()))
          .toList();
    }
  }

  /** One file; knows between two tries how far it has come. */
  private static final class Stream implements TransferRetry.Progressing {
    private final TransferPath leg;
    private final PartialFile piece;
    private final Sent sent;
    private boolean cut;
    private long reached;

    /**
     * @param cut whether an earlier try may have brought some of it
     */
    Stream(TransferPath leg, PartialFile piece, Sent sent, boolean cut) {
      this.cut = cut;
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
      long offset = there > piece.size() ? 0 : FileTransport.resumeAt(Math.max(0, there));
      try (InputStream in = leg.from().files().read(leg.source() + "/" + piece.path(), offset);
          OutputStream out = leg.to().files().write(partial, offset)) {
        pump(in, out, piece.size() - offset, sent);
      }
    }

    private long look(String partial) throws IOException {
      long there = leg.to().files().stat(partial).map(FileStat::size).orElse(-1L);
      reached = Math.max(reached, there);
      return there;
    }
  }
}
