package de.asvumzug.step;

/**
 * Carries out one element that touches a server. Implemented by a delegate named after the element
 * ({@code backupDatabase} → {@code BackupDatabaseDelegate}); the topic is the element's id, taken
 * from the bean's name without "Delegate".
 *
 * <p>The contract:
 *
 * <ul>
 *   <li>It may be carried out again at any time, after it was cut anywhere: it looks at what is
 *       there before it acts, and starts long work only through {@link Step#jobs()}.
 *   <li>It returns {@link StepOutcome.Completed} with the decisions that the model needs, or {@link
 *       StepOutcome.BusinessError} for an outcome that the model knows.
 *   <li>It throws {@link de.asvumzug.host.OperationFailed} or an {@link java.io.IOException} for a
 *       technical failure: the step is tried again (three tries in all) or becomes an incident.
 *   <li>{@link InterruptedException} means that the step was taken back; it ends quickly and
 *       changes nothing more.
 * </ul>
 */
public interface StepHandler {

  StepOutcome carryOut(Step step) throws Exception;

  /**
   * Whether it changes nothing anywhere, so that it need not wait until what an ended step of the
   * move has left running has ended: it must work while a machine cannot be asked about that.
   */
  default boolean onlyLooks() {
    return false;
  }
}
