package de.asvumzug.backup.postgres;

import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.transfer.LineMeasurement;
import java.util.Map;

/**
 * How a dump that goes on to the new machine is made: whatever is the slowest part, processors or
 * line, is spared.
 *
 * @param compression of the dump
 * @param sendAhead whether finished parts are sent while it is written: worth its processors only
 *     where the line takes its time
 * @param measured what the choice goes by
 */
record DumpChoice(Compression compression, boolean sendAhead, LineMeasurement measured) {

  /**
   * Bytes a second beyond which sending ahead takes more of the processors that the dump needs than
   * it saves of the transfer: 1 GB costs 4.5 s of them and, at 350 MB/s, saves 3 s; measured.
   */
  private static final long WORTH_IT = 200_000_000;

  /**
   * @param best what both machines' programs know
   * @param jobs of the dump, each on a processor of its own
   * @param room whether a dump has room that is larger than the database: binary data take twice
   *     their size in it
   */
  static DumpChoice of(
      Compression best, LineMeasurement measured, int jobs, boolean room, BackupSettings settings) {
    Compression compression =
        switch (settings.compression()) {
          case ALWAYS -> best;
          case NEVER -> room ? Compression.NONE : best;
          case AUTO -> best.unless(measured, jobs, room);
        };
    boolean ahead =
        switch (settings.sendAhead()) {
          case ALWAYS -> true;
          case NEVER -> false;
          case AUTO -> measured.line() < WORTH_IT;
        };
    return new DumpChoice(compression, ahead, measured);
  }

  /** For the trail. */
  Map<String, String> details(String from, String to) {
    Map<String, String> details = measured.details(from, to);
    details.put("Kompression", compression == Compression.NONE ? "keine" : compression.argument());
    details.put("Schon während der Sicherung übertragen", sendAhead ? "ja" : "nein");
    return details;
  }
}
