package de.asvumzug.backup;

/**
 * What was measured right before a dump, all of it at the same time of day and beside the same
 * other work: only how the figures compare counts.
 *
 * @param line bytes a second from the old machine to the new one through this application; 0 if it
 *     could not be tried
 * @param gzip plain bytes a second that one processor of the old machine makes smaller with {@code
 *     gzip -1}; 0 if it could not be tried
 */
record LineMeasurement(long line, long gzip) {
  static final LineMeasurement NONE = new LineMeasurement(0, 0);
}
