package de.asvumzug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of names that change holds what is still to be done, and nothing else. */
class GlossaryTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w.]+)` \\| `(\\w+)` \\|$");

  private static final TreeMap<String, String> RENAMES = new TreeMap<>();
  private static final Set<String> CLASSES = new TreeSet<>();

  @BeforeAll
  static void read() throws IOException {
    Matcher row = ROW.matcher(Files.readString(Path.of("docs/glossary.md")));
    while (row.find()) {
      RENAMES.put(row.group(1), row.group(2));
    }
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      files
          .map(Path::toString)
          .filter(file -> file.endsWith(".java"))
          .map(file -> file.replace(".java", "").replace('/', '.'))
          .forEach(CLASSES::add);
    }
  }

  @Test
  void a_name_that_is_to_change_is_still_there() {
    assertThat(RENAMES).isNotEmpty();
    assertThat(RENAMES.keySet()).allMatch(GlossaryTest::isThere);
  }

  @Test
  void a_name_that_it_is_to_have_is_free() {
    assertThat(RENAMES.values()).noneMatch(GlossaryTest::isThere);
  }

  /**
   * @param name of a class, with its package's last name where there are two of them
   */
  private static boolean isThere(String name) {
    return CLASSES.stream().anyMatch(each -> each.endsWith("." + name));
  }
}
