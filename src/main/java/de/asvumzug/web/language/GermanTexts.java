package de.asvumzug.web.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells of a German text which message it was made of. Much of what a page shows is German before a
 * page is thought of: it is stored, or a program reads it as well.
 */
final class GermanTexts {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\d)}");

  private final List<Text> texts;

  GermanTexts() {
    ResourceBundle german = ResourceBundle.getBundle("messages", Locale.ROOT);
    // What has no parameters fits nothing but itself, so it comes first.
    texts =
        german.keySet().stream()
            .map(key -> Text.of(key, german.getString(key)))
            .sorted(Comparator.comparing((Text text) -> text.parameters().size()))
            .toList();
  }

  /**
   * A text of the bundle.
   *
   * @param form matches the text with anything as its parameters
   * @param parameters which one each group of the form is
   */
  private record Text(String key, Pattern form, List<Integer> parameters) {

    static Text of(String key, String message) {
      StringBuilder form = new StringBuilder();
      List<Integer> parameters = new ArrayList<>();
      Matcher parameter = PARAMETER.matcher(message);
      int end = 0;
      while (parameter.find()) {
        form.append(Pattern.quote(message.substring(end, parameter.start()))).append("(.+)");
        parameters.add(Integer.valueOf(parameter.group(1)));
        end = parameter.end();
      }
      form.append(Pattern.quote(message.substring(end)));
      return new Text(key, Pattern.compile(form.toString(), Pattern.DOTALL), parameters);
    }

    Stream<Found> find(String german) {
      Matcher matcher = form.matcher(german);
      if (!matcher.matches()) {
        return Stream.empty();
      }
      Object[] values = new Object[parameters.size()];
      for (int i = 0; i < values.length; i++) {
        values[parameters.get(i)] = matcher.group(i + 1);
      }
      return Stream.of(new Found(key, values));
    }
  }

  /** A message and what it says. */
  record Found(String key, Object[] values) {}

  /**
   * @param group only keys that begin with it and a full stop
   */
  Optional<Found> find(String group, String german) {
    return texts.stream()
        .filter(text -> text.key().startsWith(group + "."))
        .flatMap(text -> text.find(german))
        .findFirst();
  }
}
