package de.asvumzug.notify.reminder;

import java.time.Instant;

/**
 * An open task that somebody was asked to do.
 *
 * @param id the engine's
 * @param name German
 * @param school Schulnummer; null if it is not a school's
 */
public record AskedTask(String id, String migrationId, String name, String school, Instant due) {}
