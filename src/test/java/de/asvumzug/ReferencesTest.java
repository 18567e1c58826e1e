package de.asvumzug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a comment or a page points to is there. */
class ReferencesTest {
  private static final List<Path> PLACES =
      List.of(
          Path.of("src/main"),
          Path.of("src/test/java"),
          Path.of("src/lab"),
          Path.of("src/bench"),
          Path.of("processes"),
          Path.of("docs"),
          Path.of("README.md"),
          Path.of("ARCHITECTURE.md"),
          Path.of("CONTRIBUTING.md"));

  /** Pages that lead through the code; what they put into backquotes is looked up. */
  private static final List<Path> GUIDES =
      List.of(
          Path.of("ARCHITECTURE.md"),
          Path.of("CONTRIBUTING.md"),
          Path.of("docs/architecture.md"),
          Path.of("docs/operations.md"),
          Path.of("docs/rules.md"),
          Path.of("docs/traps.md"));

  private static final Set<String> KINDS =
      Set.of(".java", ".sh", ".ps1", ".sql", ".bpmn", ".html", ".md", ".yaml");

  private static final int LONGEST_LINE = 120;

  /** A comment may break between any two words, with a star or two slashes before the next one. */
  private static final String GAP = "[\\s*/#]+";

  private static final Pattern SECTION =
      Pattern.compile("([\\w/-]+\\.md\\)?)" + GAP + "§ ?(\\d+(?:\\.\\d+)?)");
  private static final Pattern ANY_SECTION = Pattern.compile("§ ?\\d");
  private static final Pattern RULE = Pattern.compile("\\b[Rr]ules?" + GAP + "(I\\d+)");
  private static final Pattern PAGE = Pattern.compile("\\bdocs/[\\w/-]+\\.(?:md|sudoers|sql)\\b");
  private static final Pattern LINK = Pattern.compile("\\]\\(([\\w./-]+)(?:#[\\w-]*)?\\)");
  private static final Pattern QUOTED = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern CLASS =
      Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.([a-z_A-Z]\\w*))?");
  private static final Pattern PLACE =
      Pattern.compile("(?:src|processes|docs|docker)(?:/[\\w.-]+)+");
  private static final Pattern FILE =
      Pattern.compile("[\\w-]+\\.(?:java|bpmn|dmn|html|js|sql|sh|ps1|yaml)");
  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT|Soak|Tests|Contract))`");

  @Test
  void a_section_that_is_named_is_there() throws Exception {
    List<String> dangling = new ArrayList<>();
    for (Path file : files()) {
      String text = Files.readString(file);
      Matcher named = SECTION.matcher(text);
      int sections = 0;
      while (named.find()) {
        sections++;
        String page = named.group(1).replace(")", "");
        Path place = page(page);
        if (!Files.exists(place) || !headings(place).contains(named.group(2))) {
          dangling.add(file + ": " + page + " §" + named.group(2));
        }
      }
      if (ANY_SECTION.matcher(text).results().count() > sections) {
        dangling.add(file + ": § of no page");
      }
    }
    assertThat(dangling).isEmpty();
  }

  @Test
  void a_rule_that_is_named_stands_in_the_rules() throws Exception {
    Set<String> rules = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("docs/rules.md"))) {
      if (line.matches("## I\\d .*")) {
        rules.add(line.split(" ")[1]);
      }
    }
    assertThat(rules).hasSize(9);
    assertNothingDangles(RULE, (file, rule) -> rules.contains(rule));
  }

  @Test
  void every_rule_names_tests_that_try_to_break_it() throws Exception {
    for (String rule : Files.readString(Path.of("docs/rules.md")).split("\n## ")) {
      if (rule.startsWith("I")) {
        assertThat(TEST.matcher(rule).results().count()).as(rule.substring(0, 2)).isPositive();
      }
    }
  }

  @Test
  void a_page_that_is_named_is_there() throws Exception {
    assertNothingDangles(PAGE, (file, page) -> Files.exists(Path.of(page)));
    assertNothingDangles(
        LINK,
        (file, link) ->
            !file.toString().endsWith(".md")
                || Files.exists(file.resolveSibling(link).normalize())
                || file.getParent() == null && Files.exists(Path.of(link)));
  }

  @Test
  void a_test_that_a_page_names_is_there() throws Exception {
    Set<String> tests;
    try (Stream<Path> all = Files.walk(Path.of("src/test/java"))) {
      tests =
          all.map(path -> path.getFileName().toString().replace(".java", ""))
              .collect(Collectors.toSet());
    }
    assertNothingDangles(
        TEST, (file, test) -> !file.toString().endsWith(".md") || tests.contains(test));
  }

  /** Names of classes of others, and words that only look like one. */
  private static final Set<String> NOT_OURS =
      Set.of("JavaDelegate", "Error", "Process", "Secure", "MaxSessions", "ForceCommand");

  @Test
  void whatever_a_guide_names_is_there() throws Exception {
    Map<String, String> classes = new TreeMap<>();
    Set<String> names = new TreeSet<>();
    for (String root : List.of("src", "processes")) {
      try (Stream<Path> all = Files.walk(Path.of(root))) {
        for (Path file : all.filter(Files::isRegularFile).toList()) {
          String name = file.getFileName().toString();
          names.add(name);
          if (name.endsWith(".java")) {
            classes.merge(name.replace(".java", ""), Files.readString(file), String::concat);
          }
        }
      }
    }
    List<String> dangling = new ArrayList<>();
    for (Path guide : GUIDES) {
      Matcher quoted = QUOTED.matcher(Files.readString(guide));
      while (quoted.find()) {
        String named = quoted.group(1);
        Matcher type = CLASS.matcher(named);
        boolean there =
            type.matches()
                ? NOT_OURS.contains(named) || isThere(classes.get(type.group(1)), type.group(2))
                : PLACE.matcher(named).matches()
                    ? Files.exists(Path.of(named))
                    : !FILE.matcher(named).matches() || names.contains(named);
        if (!there) {
          dangling.add(guide + ": " + named);
        }
      }
    }
    assertThat(dangling).isEmpty();
  }

  /** Left alone, a picture of who uses whom is soon one of who used whom. */
  @Test
  void the_table_of_packages_says_who_uses_whom() throws Exception {
    Map<String, Set<String>> told = new TreeMap<>();
    Matcher row =
        Pattern.compile("(?m)^\\| `([a-z]+)` \\|.*\\| ([^|]+) \\|$")
            .matcher(Files.readString(Path.of("ARCHITECTURE.md")));
    while (row.find()) {
      told.put(
          row.group(1),
          QUOTED
              .matcher(row.group(2))
              .results()
              .map(used -> used.group(1))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    assertThat(told).isEqualTo(uses());
  }

  private static Map<String, Set<String>> uses() throws IOException {
    Pattern imported =
        Pattern.compile("(?m)^import (?:static )?de\\.asvumzug\\.([a-z0-9.]+)\\.[A-Z]");
    Path root = Path.of("src/main/java/de/asvumzug");
    Map<String, Set<String>> uses = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(each -> each.toString().endsWith(".java")).toList()) {
        String name = top(root.relativize(file.getParent()).toString().replace('/', '.'));
        if (name.isEmpty()) {
          continue; // both applications, which put everything together
        }
        Set<String> used = uses.computeIfAbsent(name, any -> new TreeSet<>());
        imported
            .matcher(Files.readString(file))
            .results()
            .map(one -> top(one.group(1)))
            .filter(one -> !one.equals(name))
            .forEach(used::add);
      }
    }
    return uses;
  }

  private static String top(String name) {
    return name.replaceAll("[.].*", "");
  }

  @Test
  void every_package_below_another_is_told_of() throws Exception {
    Path root = Path.of("src/main/java/de/asvumzug");
    Set<String> there = new TreeSet<>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(each -> each.toString().endsWith(".java"))
          .map(each -> root.relativize(each.getParent()).toString().replace('/', '.'))
          .filter(name -> name.contains("."))
          .forEach(there::add);
    }
    Set<String> told = new TreeSet<>();
    Matcher row =
        Pattern.compile("(?m)^\\| `([a-z0-9]+[.][a-z0-9.]+)` \\|")
            .matcher(Files.readString(Path.of("ARCHITECTURE.md")));
    while (row.find()) {
      told.add(row.group(1));
    }
    assertThat(told).isEqualTo(there);
  }

  /** Tables and code are as wide as they must be. */
  @Test
  void a_line_of_a_page_can_be_read_beside_code() throws Exception {
    List<String> tooLong = new ArrayList<>();
    for (Path file : files()) {
      if (!file.toString().endsWith(".md")) {
        continue;
      }
      boolean code = false;
      for (String line : Files.readAllLines(file)) {
        code ^= line.startsWith("```");
        if (!code && line.length() > LONGEST_LINE && !line.matches("(\\||#|    ).*")) {
          tooLong.add(file + ": " + line);
        }
      }
    }
    assertThat(tooLong).isEmpty();
  }

  private static boolean isThere(String source, String member) {
    return source != null
        && (member == null
            || Pattern.compile("\\b" + Pattern.quote(member) + "\\b").matcher(source).find());
  }

  private interface Check {
    boolean holds(Path file, String named) throws IOException;
  }

  private static void assertNothingDangles(Pattern pattern, Check check) throws IOException {
    List<String> dangling = new ArrayList<>();
    for (Path file : files()) {
      Matcher matcher = pattern.matcher(Files.readString(file));
      while (matcher.find()) {
        String named = matcher.groupCount() == 0 ? matcher.group() : matcher.group(1);
        if (!check.holds(file, named)) {
          dangling.add(file + ": " + named);
        }
      }
    }
    assertThat(dangling).isEmpty();
  }

  private static Path page(String named) {
    String name = named.substring(named.lastIndexOf('/') + 1);
    return Path.of("docs").resolve(name);
  }

  private static Set<String> headings(Path page) throws IOException {
    Set<String> numbers = new TreeSet<>();
    Matcher matcher =
        Pattern.compile("(?m)^#{2,3} (\\d+(?:\\.\\d+)?)\\.? ").matcher(Files.readString(page));
    while (matcher.find()) {
      numbers.add(matcher.group(1));
    }
    return numbers;
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path place : PLACES) {
      try (Stream<Path> all = Files.walk(place)) {
        all.filter(Files::isRegularFile)
            .filter(file -> KINDS.stream().anyMatch(file.toString()::endsWith))
            // It names what it looks for.
            .filter(file -> !file.endsWith("ReferencesTest.java"))
            .forEach(files::add);
      }
    }
    return files;
  }
}
