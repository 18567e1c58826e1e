package de.asvumzug.trail;

import java.util.List;

/**
 * Whether a move's trail is as it was written.
 *
 * @param rows how many lines were looked at
 * @param lastHash hash of the last line; null if there is none
 * @param findings German, one sentence each; empty if intact
 */
public record Verification(boolean intact, long rows, String lastHash, List<String> findings) {}
