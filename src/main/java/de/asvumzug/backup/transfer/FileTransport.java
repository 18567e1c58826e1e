package de.asvumzug.backup.transfer;

import java.io.IOException;
import java.util.List;

/**
 * Brings bytes from one machine to another, nothing more: whether they are the right ones is proven
 * by whoever sends them, with the checksum that the other machine finds.
 */
interface FileTransport {
  int BLOCK = 256 * 1024;

  /**
   * Appends to each partial file what it lacks. Bytes that are there are not sent again, but for
   * the last block, which may have been cut in the middle. The folders must be there.
   *
   * @param sent told how many more bytes have been sent, from several threads
   * @throws IOException if the way is cut and stays so; what has arrived stays for the next try
   */
  void bring(TransferPath leg, List<PartialFile> pieces, Sent sent)
      throws IOException, InterruptedException;

  /** Takes how many more bytes were sent. */
  @FunctionalInterface
  interface Sent {
    Sent NOBODY = bytes -> {};

    void more(long bytes);
  }

  /** Where to go on with a file of which so much is there. */
  static long resumeAt(long there) {
    return there / BLOCK * BLOCK;
  }
}
