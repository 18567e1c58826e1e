package de.asvumzug.check.probe;

import java.math.BigInteger;

/** Number of rows and the sum of their hashes, which is the same in whatever order they come. */
final class HashSum {
  private static final int HALF = 8;

  private long rows;
  private BigInteger upper = BigInteger.ZERO;
  private BigInteger lower = BigInteger.ZERO;

  /**
   * @param hash of 16 bytes
   */
  void add(byte[] hash) {
    upper = upper.add(new BigInteger(hash, 0, HALF));
    lower = lower.add(new BigInteger(hash, HALF, HALF));
    rows++;
  }

  String rows() {
    return Long.toString(rows);
  }

  /** Both halves, each summed up by itself. */
  String halves() {
    return upper + ":" + lower;
  }
}
