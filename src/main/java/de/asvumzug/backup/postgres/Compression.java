package de.asvumzug.backup.postgres;

import de.asvumzug.backup.transfer.LineMeasurement;
import java.util.List;
import java.util.Set;

/**
 * How {@code pg_dump} compresses a dump: the fastest method that the program that writes and the
 * one that will read both know, at a level where the processors keep up with the disk. Methods
 * other than gzip came with PostgreSQL 16, and a build may lack either of them.
 */
enum Compression {
  ZSTD("zstd:1", 300),
  LZ4("lz4:1", 400),
  GZIP("1", 45),

  /** For a line that carries the plain bytes faster than the processors compress them. */
  NONE("0", 100_000);

  private static final int METHODS_SINCE = 16;

  /**
   * Our own program carries more as it gets going: 100 MB/s within the seconds of a measurement
   * became 350 after a gigabyte. A line that has no more to give is measured right at once, and at
   * the edge both ways take the same time.
   */
  private static final double STILL_WARMING = 1.4;

  private final String argument;

  /**
   * Plain bytes that one processor compresses in a second where nothing could be measured; how the
   * methods compare holds for any processor.
   */
  private final long rate;

  Compression(String argument, int megabytesPerSecond) {
    this.argument = argument;
    this.rate = megabytesPerSecond * 1_000_000L;
  }

  /**
   * A PostgreSQL client package of one machine.
   *
   * @param major version, e.g. 15
   * @param built methods that were compiled in besides gzip
   */
  record Client(int major, Set<Compression> built) {
    Client {
      built = Set.copyOf(built);
    }

    /** One that is known only to be able to read gzip, or not there at all yet. */
    static Client plain(int major) {
      return new Client(major, Set.of());
    }

    private boolean knows(Compression method) {
      return major >= METHODS_SINCE && built.contains(method);
    }
  }

  /** The best that both know. */
  static Compression of(Client writer, Client reader) {
    for (Compression method : List.of(ZSTD, LZ4)) {
      if (writer.knows(method) && reader.knows(method)) {
        return method;
      }
    }
    return GZIP;
  }

  /** Plain bytes that one processor makes smaller in a second, by what was measured there. */
  long rate(LineMeasurement measured) {
    return measured.gzip() == 0 ? rate : Math.multiplyExact(measured.gzip(), rate) / GZIP.rate;
  }

  /**
   * The same, or none, if that is faster.
   *
   * @param jobs of the dump, each on a processor of its own
   * @param room whether a dump has room that is larger than the database: binary data take twice
   *     their size in it
   */
  Compression unless(LineMeasurement measured, int jobs, boolean room) {
    return room && measured.line() * STILL_WARMING > jobs * rate(measured) ? NONE : this;
  }

  /** Whether a client of this version may have been built with more than gzip. */
  static boolean worthAsking(int major) {
    return major >= METHODS_SINCE;
  }

  /** Value of {@code --compress}. */
  String argument() {
    return argument;
  }
}
