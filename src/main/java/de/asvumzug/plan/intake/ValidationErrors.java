package de.asvumzug.plan.intake;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a plan; at most one message a field, the first one counts. */
public final class ValidationErrors {
  private final List<FieldError> errors = new ArrayList<>();

  void add(String field, String message) {
    if (!has(field)) {
      errors.add(new FieldError(field, message));
    }
  }

  boolean has(String field) {
    return errors.stream().anyMatch(error -> error.field().equals(field));
  }

  boolean isEmpty() {
    return errors.isEmpty();
  }

  public List<FieldError> list() {
    return List.copyOf(errors);
  }
}
