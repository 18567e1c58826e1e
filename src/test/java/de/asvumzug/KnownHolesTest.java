package de.asvumzug;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nothing with a known hole is packed into the jar (docs/known-holes.md). */
class KnownHolesTest {
  private static final Path LIST = Path.of("docs", "known-holes.md");

  /** A library of the jar. */
  private record Library(String group, String name, String version) {}

  /** A line of the list: libraries by pattern, and the first version without the hole. */
  private record Hole(Pattern group, Pattern name, String fixedIn, String what) {
    boolean hits(Library library) {
      return group.matcher(library.group()).matches()
          && name.matcher(library.name()).matches()
          && older(library.version(), fixedIn);
    }
  }

  @Test
  void no_library_of_the_jar_is_older_than_the_mend_of_a_known_hole() throws IOException {
    List<Hole> holes = holes();
    assertThat(holes).hasSizeGreaterThan(10);
    List<Library> packed = packed();
    assertThat(packed).hasSizeGreaterThan(100);

    assertThat(packed)
        .filteredOn(library -> holes.stream().anyMatch(hole -> hole.hits(library)))
        .isEmpty();
  }

  @Test
  void every_hole_that_has_no_mend_is_about_a_version_that_is_packed() throws IOException {
    List<List<String>> rows = rows("## Packed all the same");

    assertThat(rows).isNotEmpty();
    assertThat(packed())
        .containsAll(
            rows.stream().map(row -> new Library(row.get(0), row.get(1), row.get(2))).toList());
  }

  @Test
  void an_older_version_is_found() {
    Hole hole = new Hole(glob("org.apache.tomcat.*"), glob("tomcat-embed-*"), "10.1.62", "");

    assertThat(hole.hits(new Library("org.apache.tomcat.embed", "tomcat-embed-el", "10.1.9")))
        .isTrue();
    assertThat(hole.hits(new Library("org.apache.tomcat.embed", "tomcat-embed-el", "10.1.62")))
        .isFalse();
    assertThat(hole.hits(new Library("org.apache.tomcat.embed", "tomcat-embed-el", "11.0.1")))
        .isFalse();
    assertThat(hole.hits(new Library("org.other", "tomcat-embed-el", "1.0"))).isFalse();
  }

  private static List<Hole> holes() throws IOException {
    return rows("## Not to be packed").stream()
        .map(row -> new Hole(glob(row.get(0)), glob(row.get(1)), row.get(2), row.get(3)))
        .toList();
  }

  /** The rows of the table under a heading, without its two head lines. */
  private static List<List<String>> rows(String heading) throws IOException {
    List<String> lines = Files.readAllLines(LIST);
    List<List<String>> rows = new ArrayList<>();
    for (String line : lines.subList(lines.indexOf(heading) + 1, lines.size())) {
      if (line.startsWith("## ")) {
        break;
      }
      if (line.startsWith("|")) {
        rows.add(Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList());
      }
    }
    return rows.subList(2, rows.size());
  }

  private static Pattern glob(String text) {
    return Pattern.compile(
        Arrays.stream(text.split("\\*", -1))
            .map(Pattern::quote)
            .reduce((a, b) -> a + ".*" + b)
            .orElseThrow());
  }

  /** By the numbers of both; words such as RELEASE do not count. */
  private static boolean older(String version, String than) {
    return Arrays.compare(numbers(version), numbers(than)) < 0;
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("[.-]"))
        .filter(part -> part.matches("[0-9]{1,9}"))
        .flatMapToInt(part -> IntStream.of(Integer.parseInt(part)))
        .toArray();
  }

  private static List<Library> packed() throws IOException {
    try (InputStream sbom =
        KnownHolesTest.class.getResourceAsStream("/META-INF/sbom/application.cdx.json")) {
      List<Library> libraries = new ArrayList<>();
      for (JsonNode part : new ObjectMapper().readTree(sbom).get("components")) {
        libraries.add(
            new Library(
                part.path("group").asText(),
                part.get("name").asText(),
                part.get("version").asText()));
      }
      return libraries;
    }
  }
}
