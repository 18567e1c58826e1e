package de.asvumzug.task;

import de.asvumzug.plan.Migration;
import de.asvumzug.task.briefing.BriefingDraft;
import de.asvumzug.task.briefing.TaskText;
import java.util.List;
import java.util.Optional;

/**
 * A task of a person, all of it in one place: the answers that its form asks for, what must hold of
 * them, and what the person reads. The class is named after the element in the models: {@code
 * acceptMigration} is {@code AcceptMigrationTask}.
 */
public interface PersonTask {

  /** Id of the user task in the models. */
  String element();

  /** What its form asks for; nothing else is taken. */
  Answers answers();

  /**
   * What must hold before it is done, and what is kept of it. The form checks the same for
   * convenience; this holds for every way in.
   *
   * @throws TaskRefused with a German message if it may not be completed like this
   */
  void check(Completion completion);

  /**
   * Why this person may not do it, whatever is answered: another person must. Asked when it is
   * claimed and again when it is done.
   */
  default Optional<TaskRefused> refusal(Candidate candidate) {
    return Optional.empty();
  }

  /** What it is about and what to do. */
  TaskText text();

  /** Adds what is to be read in this task alone; the move itself is told of in every task. */
  default void brief(BriefingDraft draft) {
    // Most tasks need no more than their text.
  }

  /** What the mail about this task tells beside its name, German, a line each. */
  default List<String> mailLines(Migration migration) {
    return List.of();
  }

  /** Stands above those lines, German. */
  default String mailHeading() {
    return "Was die Schulen dazu sagen:";
  }

  /** Whether a school does it, which reads nothing of other schools. */
  default boolean forSchool() {
    return false;
  }

  /** Whether nobody waits for it: the servers are up and the schools at work. */
  default boolean afterMove() {
    return false;
  }

  /** Whether it cannot be taken back, so that the password is asked for again. */
  default boolean needsPassword() {
    return false;
  }
}
