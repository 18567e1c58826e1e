package de.asvumzug.notify.reminder;

/** Somebody has so many open tasks that one mail about all takes the place of single reminders. */
public record DigestWanted(String recipient) {}
