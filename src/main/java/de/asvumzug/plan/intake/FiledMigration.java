package de.asvumzug.plan.intake;

import de.asvumzug.plan.Migration;
import java.time.Instant;

/**
 * A plan as it lies in the store.
 *
 * @param revision 1 for the plan as accepted, one more for each moved window
 * @param createdBy user id of the person who made this revision
 */
public record FiledMigration(Migration plan, int revision, Instant createdAt, String createdBy) {}
