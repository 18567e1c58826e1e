package de.asvumzug.plan.intake;

import java.util.List;
import java.util.stream.Collectors;

/** A plan was not accepted; nothing has been stored. Names every field that is wrong. */
public final class PlanRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<FieldError> errors;

  public PlanRejected(List<FieldError> errors) {
    super(
        errors.stream()
            .map(error -> error.field() + ": " + error.message())
            .collect(Collectors.joining("; ", "Der Plan wurde nicht angenommen: ", "")));
    this.errors = List.copyOf(errors);
  }

  /** In the order of the plan; never empty. */
  public List<FieldError> errors() {
    return errors;
  }
}
