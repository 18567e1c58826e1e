package de.asvumzug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One word per concept (docs/glossary.md): of classes that do the same, all end alike. */
class GlossaryTest {

  @Test
  void what_reads_and_writes_a_table_is_a_repository() throws IOException {
    assertThat(classes("src/main/java")).noneMatch(name -> name.matches(".*(Store|Table)"));
  }

  @Test
  void a_transaction_around_an_act_is_a_service() throws IOException {
    assertThat(classes("src/main/java")).noneMatch(name -> name.endsWith("Desk"));
  }

  @Test
  void what_looks_again_and_again_is_a_monitor() throws IOException {
    assertThat(classes("src/main/java")).noneMatch(name -> name.matches(".*(Watch|Watcher)"));
  }

  @Test
  void what_builds_good_objects_for_tests_is_a_fixture() throws IOException {
    assertThat(classes("src/test/java"))
        .noneMatch(name -> name.matches(".*Kit|(Toy|Memory|Scripted|Sample)[A-Z].*"));
  }

  private static List<String> classes(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".java"))
          .map(file -> file.replace(".java", ""))
          .toList();
    }
  }
}
