package de.asvumzug.web.move;

import java.time.Instant;

/**
 * How a move stands.
 *
 * @param phase German name of the phase or wait that it is in; null before the start and at the end
 * @param startedAt null before the start
 * @param endedAt null until the end
 */
public record MoveStatus(MoveState state, String phase, Instant startedAt, Instant endedAt) {}
