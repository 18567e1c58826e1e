package de.asvumzug.trail.chain;

/**
 * Where a move's trail ends. Whoever keeps it outside of the database can prove later that
 * everything up to here is still the same, without trusting anybody's key.
 *
 * @param migrationId the move
 * @param number number of the last line; 0 if there is none
 * @param hash its hash
 * @param keyId key that it is sealed with; null in a trail without codes
 */
public record TrailHead(String migrationId, long number, String hash, String keyId) {}
