package de.asvumzug.check.fingerprint;

/** What was measured in one database. */
public record Measurement(Fingerprints fingerprints, NumbersPerSchool numbers) {}
