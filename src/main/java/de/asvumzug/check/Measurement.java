package de.asvumzug.check;

/** What was measured in one database. */
public record Measurement(Fingerprints fingerprints, NumbersPerSchool numbers) {}
