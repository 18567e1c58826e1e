package de.asvumzug.plan;

import java.time.Instant;

/** The time in which the servers are worked on; schools cannot work with ASV from start to end. */
public record Window(Instant start, Instant end) {}
