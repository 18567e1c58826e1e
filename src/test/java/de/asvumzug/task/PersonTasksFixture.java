package de.asvumzug.task;

import static org.mockito.Mockito.mock;

import de.asvumzug.task.approval.Approvals;
import de.asvumzug.task.manual.ManualTask;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.BeanUtils;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.util.ClassUtils;

/** Puts the tasks of persons together as the application does, without its engine and tables. */
public final class PersonTasksFixture {
  private static final String PACKAGE = PersonTask.class.getPackageName();

  private final List<Object> given;

  private PersonTasksFixture(Object... given) {
    this.given = List.of(given);
  }

  /**
   * @param given what the tasks lean on; of what is missing they get one that knows nothing
   */
  public static PersonTasks with(Object... given) {
    return new PersonTasks(all(given));
  }

  /** Each task for which there is a class, by the name of the class. */
  static List<PersonTask> all(Object... given) {
    return new PersonTasksFixture(given).made(PersonTask.class);
  }

  private <T> List<T> made(Class<T> kind) {
    return new ClassPathScanningCandidateComponentProvider(true)
        .findCandidateComponents(PACKAGE).stream()
            .map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
            .filter(kind::isAssignableFrom)
            .sorted(Comparator.comparing(Class::getSimpleName))
            .map(type -> kind.cast(make(type)))
            .toList();
  }

  private Object make(Class<?> type) {
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    return BeanUtils.instantiateClass(
        constructor, Arrays.stream(constructor.getParameterTypes()).map(this::part).toArray());
  }

  /** What an approval is about is asked of the engine and the tables, which are not there. */
  private static boolean isTask(Class<?> type) {
    return type.getName().startsWith(PACKAGE) && type != Approvals.class;
  }

  private Object part(Class<?> type) {
    if (type == List.class) {
      return made(ManualTask.class);
    }
    return given.stream()
        .filter(type::isInstance)
        .findFirst()
        .orElseGet(() -> isTask(type) ? make(type) : mock(type));
  }
}
