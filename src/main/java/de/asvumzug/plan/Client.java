package de.asvumzug.plan;

/**
 * A client installation that must learn the new address.
 *
 * @param name what people call it, e.g. "Sekretariat 1"
 * @param machine name of a reachable machine of the settings; null if a person has to do it there
 * @param directory absolute path of the client installation; null if unknown
 */
public record Client(String name, String machine, String directory) {}
