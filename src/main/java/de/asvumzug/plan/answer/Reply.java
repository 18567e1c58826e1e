package de.asvumzug.plan.answer;

import java.time.Instant;

/**
 * What staff answered to the schools that said no.
 *
 * @param element id of the task in which it was said, e.g. {@code resolveFindings}
 * @param person user id
 */
public record Reply(String element, String person, String text, Instant at) {}
