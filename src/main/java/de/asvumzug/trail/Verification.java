package de.asvumzug.trail;

import java.util.List;

/**
 * What a check of a move's trail and evidence found.
 *
 * @param intact whether nothing was found
 * @param rows how many lines there are
 * @param lastHash hash of the last line; 64 zeros if there is none. Who keeps it elsewhere (on
 *     paper, say) can later prove that the end was not rewritten
 * @param findings German, one sentence each; names the line or document
 */
public record Verification(boolean intact, long rows, String lastHash, List<String> findings) {}
