package de.asvumzug.trail;

import java.util.Map;

/**
 * One line to be written.
 *
 * @param migrationId the move
 * @param kind what sort of act
 * @param actor user id of the person, or {@code system}
 * @param element id of the model's element; null outside a model
 * @param school Schulnummer; null if it concerns all
 * @param machine name of the machine; null if none was touched
 * @param text German, one sentence
 * @param details figures, checksums, command line, exit code: strings, numbers, booleans and lists
 *     of them; no secrets
 */
public record AuditEvent(
    String migrationId,
    TrailKind kind,
    String actor,
    String element,
    String school,
    String machine,
    String text,
    Map<String, Object> details) {

  public static final String SYSTEM = "system";
}
