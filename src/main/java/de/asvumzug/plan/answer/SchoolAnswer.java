package de.asvumzug.plan.answer;

import java.time.Instant;
import java.util.Arrays;

/**
 * What a school found after the move.
 *
 * @param school Schulnummer
 * @param person user id
 * @param fine whether the school is content
 * @param comment may be empty
 */
public record SchoolAnswer(
    String school, Topic topic, String person, boolean fine, String comment, Instant at) {

  /** What a school is asked, named after the task that asks. */
  public enum Topic {
    /** {@code refreshApplicationData}: reports and certificate forms have been updated. */
    APPLICATION_DATA_REFRESHED("refreshApplicationData", "Anwendungsdaten aktualisieren"),
    /** {@code recheckData}: the school's data is there and right. */
    DATA_RECHECKED("recheckData", "Daten prüfen"),
    /** {@code completeTenantData}: what a school backup leaves out has been entered again. */
    TENANT_DATA_COMPLETED("completeTenantData", "Daten nachpflegen");

    private final String element;
    private final String label;

    Topic(String element, String label) {
      this.element = element;
      this.label = label;
    }

    /** Id of the task that asks. */
    public String element() {
      return element;
    }

    /** German name of the task that asks. */
    public String label() {
      return label;
    }

    /**
     * The topic that a task asks about.
     *
     * @param element id of the task in the model
     * @throws IllegalArgumentException if the task asks nothing of this kind
     */
    public static Topic ofTask(String element) {
      return Arrays.stream(values())
          .filter(topic -> topic.element.equals(element))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("Die Aufgabe " + element + " hat keine Antwort."));
    }
  }
}
