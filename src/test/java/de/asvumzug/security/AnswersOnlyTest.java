package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnswersOnlyTest {
  private static final Pattern FIELD = Pattern.compile("cam-variable-name=\"([^\"]+)\"");

  @Test
  void every_field_of_every_form_is_an_answer_that_gets_through() throws IOException {
    Set<String> fields = new TreeSet<>();
    try (Stream<Path> forms = Files.list(Path.of("processes/forms"))) {
      for (Path form : forms.toList()) {
        Matcher field = FIELD.matcher(Files.readString(form));
        while (field.find()) {
          fields.add(field.group(1));
        }
      }
    }
    assertThat(fields).contains("agreed", "comment");
    assertThat(AnswersOnly.ANSWERS).containsAll(fields);
  }
}
