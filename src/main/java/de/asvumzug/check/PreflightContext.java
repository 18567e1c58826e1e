package de.asvumzug.check;

import de.asvumzug.asv.Site;
import de.asvumzug.plan.Migration;

/**
 * What a check may look at.
 *
 * @param site the end that is checked
 * @param other the other end, where a limit depends on it
 */
public record PreflightContext(Migration migration, Site site, Site other) {}
