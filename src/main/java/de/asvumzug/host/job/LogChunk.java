package de.asvumzug.host.job;

/**
 * A piece of a job's log.
 *
 * @param text what was read
 * @param nextOffset byte offset to go on from
 */
public record LogChunk(String text, long nextOffset) {}
