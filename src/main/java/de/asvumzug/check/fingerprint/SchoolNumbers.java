package de.asvumzug.check.fingerprint;

/**
 * Numbers that a school knows its data by; shown to people before and after.
 *
 * @param school Schulnummer
 */
public record SchoolNumbers(String school, long pupils, long classes, long teachers) {}
