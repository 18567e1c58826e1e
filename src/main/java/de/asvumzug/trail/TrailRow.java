package de.asvumzug.trail;

import java.time.Instant;
import java.util.Map;

/**
 * One line of the trail as it was written.
 *
 * @param number counted within the move, from 1
 * @param previousHash hash of the line before
 * @param hash SHA-256 over this line and {@code previousHash}, hexadecimal
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
