package de.asvumzug.task.briefing;

/**
 * One point of a task that a person answers by its name.
 *
 * @param key identifies it within the task; what the answer carries
 * @param label German; what people read
 * @param detail German; more about it, may be empty
 */
public record TaskItem(String key, String label, String detail) {}
