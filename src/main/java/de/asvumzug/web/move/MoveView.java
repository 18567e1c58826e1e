package de.asvumzug.web.move;

import de.asvumzug.plan.Migration;
import java.time.Instant;

/**
 * One move as it is shown: how it stands and what is planned. Secrets are in a plan by name only.
 *
 * @param revision newest revision of the plan
 * @param createdAt when this revision was made, by {@code createdBy}
 */
public record MoveView(
    String id,
    String title,
    MoveStatus status,
    int revision,
    Instant createdAt,
    String createdBy,
    Migration plan) {}
