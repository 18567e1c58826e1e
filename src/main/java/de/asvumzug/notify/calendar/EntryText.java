package de.asvumzug.notify.calendar;

/**
 * What an entry tells, German.
 *
 * @param title one line
 * @param description plain text in lines
 * @param link where one reads on
 * @param busy whether it takes the recipient's own time
 */
public record EntryText(String title, String description, String link, boolean busy) {}
