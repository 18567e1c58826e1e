package de.asvumzug.trail.chain;

import de.asvumzug.trail.TrailKind;
import java.time.Instant;
import java.util.Map;

/**
 * One written line.
 *
 * @param number 1, 2, 3 … within the move
 * @param at when, to the microsecond
 * @param previousHash hash of the line before; 64 zeros for the first
 * @param hash SHA-256 (hex) over all columns and {@code previousHash}
 */
public record TrailRow(
    long number,
    Instant at,
    TrailKind kind,
    String actor,
    String element,
    String school,
    String machine,
    String text,
    Map<String, Object> details,
    String previousHash,
    String hash) {}
