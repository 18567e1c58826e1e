package de.asvumzug.task;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** All tasks of persons, by element. */
@Component
public final class PersonTasks {
  private final Map<String, PersonTask> byElement;

  PersonTasks(List<PersonTask> tasks) {
    byElement =
        tasks.stream()
            .collect(Collectors.toUnmodifiableMap(PersonTask::element, Function.identity()));
  }

  /** The task of an element; one that asks whether it is done if no class is named after it. */
  public PersonTask of(String element) {
    PersonTask task = byElement.get(element);
    return task == null ? new OtherTask(element) : task;
  }
}
