package de.asvumzug.task;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.util.List;

/** Tasks of persons, for tests of what asks about them. */
public final class PersonTasksOf {
  private PersonTasksOf() {}

  /** One school's task; every other element is staff's. */
  public static PersonTasks school(String element) {
    PersonTask task = mock(PersonTask.class);
    when(task.element()).thenReturn(element);
    when(task.forSchool()).thenReturn(true);
    return new PersonTasks(List.of(task));
  }
}
