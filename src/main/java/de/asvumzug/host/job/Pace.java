package de.asvumzug.host.job;

/**
 * How fast a step has been of late, and what follows from it for the rest.
 *
 * @param perSecond in the unit of the progress
 * @param leftAtLeast remaining seconds if it goes on as in its fastest stretch of late
 * @param leftAtMost remaining seconds if it goes on as in its slowest; negative if that one stood
 *     still
 */
public record Pace(double perSecond, long leftAtLeast, long leftAtMost) {}
