package de.asvumzug.plan.answer;

import de.asvumzug.plan.Window;
import java.time.Instant;

/**
 * What a school said about a window.
 *
 * @param revision the plan's revision that the school was asked about
 * @param school Schulnummer
 * @param person user id
 * @param comment may be empty
 */
public record Vote(
    int revision,
    String school,
    Window window,
    String person,
    boolean agreed,
    String comment,
    Instant at) {}
