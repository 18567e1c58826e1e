package de.asvumzug.trail;

import java.time.Instant;

/** A line exactly as the table holds it; the kind and the details are still text. */
record StoredRow(
    String migrationId,
    long number,
    Instant at,
    String kind,
    String actor,
    String element,
    String school,
    String machine,
    String text,
    String details,
    String previousHash,
    String hash) {

  StoredRow withHash(String computed) {
    return new StoredRow(
        migrationId,
        number,
        at,
        kind,
        actor,
        element,
        school,
        machine,
        text,
        details,
        previousHash,
        computed);
  }
}
