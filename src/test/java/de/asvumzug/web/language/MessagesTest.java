package de.asvumzug.web.language;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.step.incident.WorkingServer;
import de.asvumzug.web.move.MoveState;
import de.asvumzug.web.move.StepStanding;
import de.asvumzug.web.overview.OverviewMark;
import de.asvumzug.web.overview.OverviewOrder;
import de.asvumzug.web.proof.CheckRound.Weight;
import de.asvumzug.web.trail.TrailGroup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of the Leitstand are complete in both languages, and nowhere else. */
class MessagesTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Path TEMPLATES = RESOURCES.resolve("templates/leitstand");

  /** Forms are German. */
  private static final Set<String> FORMS =
      Set.of(
          "beginn.html",
          "felder.html",
          "fenster.html",
          "kontakte.html",
          "neu.html",
          "vorschau.html");

  private final Map<String, String> german = bundle("messages.properties");
  private final Map<String, String> english = bundle("messages_en.properties");
  private final Map<String, String> pages = pages();
  private final String code =
      Stream.of("language", "leitstand")
          .map(name -> Path.of("src/main/java/de/asvumzug/web").resolve(name))
          .flatMap(MessagesTest::files)
          .map(MessagesTest::text)
          .collect(Collectors.joining("\n"));

  @Test
  void each_text_is_there_in_both_languages() {
    assertThat(english.keySet()).isEqualTo(german.keySet());
  }

  @Test
  void both_languages_tell_the_same_values() {
    assertThat(each(english, MessagesTest::parameters))
        .isEqualTo(each(german, MessagesTest::parameters));
  }

  /** A text with values takes an apostrophe as a quotation mark, one without does not. */
  @Test
  void no_text_has_an_apostrophe_that_may_get_lost() {
    assertThat(german.values()).noneMatch(text -> text.contains("'"));
    assertThat(english.values()).noneMatch(text -> text.contains("'"));
  }

  @Test
  void each_text_that_a_page_names_is_there() {
    assertThat(german.keySet()).containsAll(found("#\\{([a-z][\\w.-]*)", all()));
  }

  @Test
  void no_text_is_left_over() {
    Set<String> named = found("#\\{([a-z][\\w.-]*)", all());
    named.addAll(found("\"([a-z][\\w.-]*)\"", code));
    Set<String> beginnings = found("#\\{\\$\\{'([a-z][\\w.-]*\\.)'", all());
    beginnings.addAll(found("\"([a-z-]+\\.)\"", code));
    Stream.of(found("said\\('([a-z.-]+)'", all()), found("said\\(\"([a-z.-]+)\"", code))
        .flatMap(Set::stream)
        .forEach(group -> beginnings.add(group + "."));

    assertThat(german.keySet())
        .allMatch(key -> named.contains(key) || beginnings.stream().anyMatch(key::startsWith));
  }

  @Test
  void no_page_has_a_text_of_its_own() {
    pages.forEach(
        (name, page) ->
            assertThat(found("<((?:(?!th:text)[^<>])*>[^<]*\\p{L}{2}[^<]*)<", page))
                .as(name)
                .isEmpty());
  }

  @Test
  void no_page_has_a_label_of_its_own() {
    pages.forEach(
        (name, page) ->
            assertThat(
                    found("(?<!}\") ((?:aria-label|data-kopf|title|placeholder)=\"[^\"]+\")", page))
                .as(name)
                .isEmpty());
  }

  @Test
  void no_page_puts_sentences_together() {
    pages.forEach(
        (name, page) ->
            assertThat(
                    found("th:text=\"([^\"]*)\"", page).stream()
                        .flatMap(shown -> found("'([^']*)'", shown).stream())
                        .filter(literal -> literal.matches(".*\\p{L}{2}.*")))
                .as(name)
                .allMatch(this::isKey));
  }

  private boolean isKey(String literal) {
    return german.keySet().stream().anyMatch(key -> key.startsWith(literal));
  }

  @Test
  void the_words_of_the_program_are_the_german_texts() {
    Map<String, String> words = new TreeMap<>();
    Stream.of(MoveState.values()).forEach(one -> words.put("stand." + one, one.label()));
    Stream.of(OverviewMark.values()).forEach(one -> words.put("stand." + one, one.label()));
    Stream.of(StepStanding.Kind.values())
        .forEach(one -> words.put("schritt." + one, new StepStanding(one, null).label()));
    Stream.of(Weight.values()).forEach(one -> words.put("nachweise.gewicht." + one, one.label()));
    Stream.of(TrailGroup.values())
        .forEach(one -> words.put("protokoll.art." + one.parameter(), one.label()));
    Stream.of(OverviewOrder.values())
        .forEach(one -> words.put("liste.reihenfolge." + one.parameter(), one.label()));

    assertThat(german).containsAllEntriesOf(words);
    assertThat(german.values())
        .containsAll(Stream.of(WorkingServer.values()).map(WorkingServer::label).toList());
  }

  @Test
  void a_page_gives_its_scripts_the_words_that_they_read() {
    String scripts =
        Stream.of("leitstand.js", "diagramm.js")
            .map(RESOURCES.resolve("static/leitstand")::resolve)
            .map(MessagesTest::text)
            .collect(Collectors.joining("\n"));
    Set<String> read =
        found("words\\(\"(wort\\w+)\"", scripts).stream()
            .map(name -> name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    assertThat(read).isEqualTo(found("th:data-(wort-[a-z-]+)=", all()));
  }

  private String all() {
    return String.join("\n", pages.values());
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> parameters(String text) {
    return Pattern.compile("\\{\\d}")
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .sorted()
        .toList();
  }

  private static <T> Map<String, T> each(Map<String, String> texts, Function<String, T> made) {
    return texts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> made.apply(entry.getValue())));
  }

  private static Map<String, String> pages() {
    return files(TEMPLATES)
        .filter(file -> !FORMS.contains(file.getFileName().toString()))
        .collect(
            Collectors.toMap(
                file -> file.getFileName().toString(),
                // A page's title is read before it is shown; what stands in it is in rahmen.html.
                file -> text(file).replaceAll("<!--.*?-->|<title .*?</title>", "")));
  }

  private static Map<String, String> bundle(String name) {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(RESOURCES.resolve(name))) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(key -> key, properties::getProperty));
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
