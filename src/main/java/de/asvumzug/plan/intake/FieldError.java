package de.asvumzug.plan.intake;

/**
 * What is wrong with one field of a plan.
 *
 * @param field path of the field, e.g. {@code source.clientPort} or {@code schools[1].number};
 *     empty for the plan as a whole
 * @param message German: what was found, what is expected, what to do
 */
public record FieldError(String field, String message) {}
