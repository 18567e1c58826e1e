package de.asvumzug.step;

import java.util.Map;

/** How a step came out, as a value; mapped to the engine in one place. */
public sealed interface StepOutcome {

  /**
   * Done; the variables are decisions for the model (booleans, short texts, numbers), never data or
   * secrets.
   */
  record Completed(Map<String, Object> variables) implements StepOutcome {}

  /** An outcome that the model knows as a BPMN error. */
  record BusinessError(String code, String message) implements StepOutcome {}

  static StepOutcome completed() {
    return new Completed(Map.of());
  }

  static StepOutcome completed(Map<String, Object> variables) {
    return new Completed(Map.copyOf(variables));
  }
}
