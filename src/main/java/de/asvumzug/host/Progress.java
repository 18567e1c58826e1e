package de.asvumzug.host;

/**
 * How far a long step has come.
 *
 * @param done so far, in {@code unit}
 * @param total in all; 0 if unknown
 * @param unit German, e.g. {@code Bytes}, {@code Zeilen}, {@code Dateien}
 * @param text what is being done, German
 */
public record Progress(long done, long total, String unit, String text) {}
