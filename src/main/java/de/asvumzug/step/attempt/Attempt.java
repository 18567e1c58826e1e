package de.asvumzug.step.attempt;

import java.util.Map;

/**
 * One attempt as the database knows it.
 *
 * @param id row
 * @param number 1 for the first attempt at this element of this process instance and school
 * @param state how far it has come
 * @param outcome variables of a completed attempt; null before
 * @param lease number of the hands that it is in; every write names it, and one with an older
 *     number changes nothing
 */
public record Attempt(long id, int number, State state, Map<String, Object> outcome, long lease) {

  /** How far an attempt has come. */
  public enum State {
    RUNNING,
    DONE,
    FAILED,
    CANCELLED
  }
}
