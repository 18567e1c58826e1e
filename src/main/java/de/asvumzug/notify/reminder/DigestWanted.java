package de.asvumzug.notify.reminder;

/**
 * Somebody has so many open tasks that one mail about all takes the place of single reminders.
 *
 * @param token stands for their address ({@link WaitingTasks#token}), which the engine does not
 *     keep
 */
public record DigestWanted(String token) {}
