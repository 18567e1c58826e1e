package de.asvumzug.web.plan;

import de.asvumzug.web.plan.FormField.Choice;
import java.util.List;

/**
 * A field as the page shows it.
 *
 * @param kind name of the field's {@link FormField.Kind}
 * @param text as typed
 * @param choices what can be chosen; empty for a field that is typed into
 * @param suggestions id of the page's list of what was typed into such fields before
 * @param error null if nothing is wrong with it
 */
public record FieldView(
    String path,
    String id,
    String kind,
    String label,
    String hint,
    String placeholder,
    String text,
    boolean on,
    List<Choice> choices,
    String suggestions,
    String error) {

  /** The elements that say more about the field; null if there are none. */
  public String describedBy() {
    String ids = (hint.isEmpty() ? "" : id + "-h ") + (error == null ? "" : id + "-f");
    return ids.isBlank() ? null : ids.strip();
  }
}
