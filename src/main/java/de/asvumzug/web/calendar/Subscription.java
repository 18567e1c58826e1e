package de.asvumzug.web.calendar;

import java.time.Instant;

/** A person's private address, as far as we know it: that there is one, and since when. */
public record Subscription(String user, Instant madeAt) {}
