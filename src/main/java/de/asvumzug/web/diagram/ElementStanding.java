package de.asvumzug.web.diagram;

import java.time.Instant;

/**
 * How an element of a diagram stands.
 *
 * @param element id in the model
 * @param kind for colour and shape of the mark, e.g. {@code RUNNING}
 * @param label in the language of the page, e.g. {@code wartet auf Technik}
 * @param since when it began the last time
 * @param until when it ended; null while it runs
 * @param opens key of the model that it calls; null if it calls none
 */
public record ElementStanding(
    String element, String kind, String label, Instant since, Instant until, String opens) {}
