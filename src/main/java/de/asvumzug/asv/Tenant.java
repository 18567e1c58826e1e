package de.asvumzug.asv;

/**
 * A school (Mandant) of an installation.
 *
 * @param number Schulnummer
 * @param name short name
 * @param locked whether its users are kept out
 */
public record Tenant(String number, String name, boolean locked) {}
