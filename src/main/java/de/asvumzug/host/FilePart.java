package de.asvumzug.host;

/**
 * The beginning of a file.
 *
 * @param path absolute
 * @param bytes how many of its first bytes
 */
public record FilePart(String path, long bytes) {}
