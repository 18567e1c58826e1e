package de.asvumzug.plan.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One object of a plan, read field by field. Whatever is wrong becomes a finding with the field's
 * path and reading goes on, so that a person learns of all mistakes at once; a wrong field reads as
 * null or as its default.
 */
final class FieldReader {
  /** Control characters, line breaks, invisible and direction-changing characters. */
  private static final Pattern HOSTILE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private static final int MOST_ITEMS = 500;

  private final JsonNode node;
  private final String path;
  private final ValidationErrors findings;
  private final Set<String> known = new LinkedHashSet<>();

  private FieldReader(JsonNode node, String path, ValidationErrors findings) {
    this.node = node;
    this.path = path;
    this.findings = findings;
  }

  static FieldReader root(JsonNode node, ValidationErrors findings) {
    return new FieldReader(node, "", findings);
  }

  String pathOf(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  boolean has(String field) {
    known.add(field);
    return node.hasNonNull(field);
  }

  void reject(String field, String message) {
    findings.add(pathOf(field), message);
  }

  /** Text of one line; null if it is missing (then a finding) or wrong. */
  String text(String field, int longest, String what) {
    if (!has(field)) {
      reject(field, "fehlt; bitte angeben: " + what + ".");
      return null;
    }
    return optionalText(field, longest, null, what);
  }

  /** Text of one line, or the default if it is missing. */
  String optionalText(String field, int longest, String fallback, String what) {
    if (!has(field)) {
      return fallback;
    }
    JsonNode value = node.get(field);
    if (!value.isTextual()) {
      reject(field, "muss ein Text in Anführungszeichen sein: " + what + ".");
      return null;
    }
    String text = Normalizer.normalize(value.textValue(), Normalizer.Form.NFC);
    if (HOSTILE.matcher(text).find()) {
      reject(
          field,
          """
          enthält Zeilenumbrüche, Steuerzeichen oder unsichtbare Zeichen; bitte in einer Zeile \
          neu eingeben: %s."""
              .formatted(what));
      return null;
    }
    text = text.strip();
    if (text.length() > longest) {
      reject(
          field,
          "ist mit %d Zeichen zu lang; höchstens %d sind möglich."
              .formatted(text.length(), longest));
      return null;
    }
    if (text.isEmpty() && fallback == null) {
      reject(field, "ist leer; bitte angeben: " + what + ".");
      return null;
    }
    return text.isEmpty() ? fallback : text;
  }

  /** A text that must have a form; the finding says what is expected. */
  String matching(String field, String text, Pattern form, String expected) {
    if (text == null || form.matcher(text).matches()) {
      return text;
    }
    reject(field, "„" + text + "“ passt nicht; erwartet wird " + expected + ".");
    return null;
  }

  /** A text turned into a value; {@code parse} throws a RuntimeException if it cannot. */
  <T> T parsed(String field, String text, Function<String, T> parse, String expected) {
    if (text == null) {
      return null;
    }
    try {
      return parse.apply(text);
    } catch (RuntimeException e) {
      reject(field, "„" + text + "“ passt nicht; erwartet wird " + expected + ".");
      return null;
    }
  }

  int number(String field, int fallback, int least, int most, String what) {
    if (!has(field)) {
      return fallback;
    }
    JsonNode value = node.get(field);
    if (!value.isIntegralNumber()) {
      reject(field, "muss eine ganze Zahl ohne Anführungszeichen sein: " + what + ".");
      return fallback;
    }
    if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
      reject(
          field,
          "%s liegt nicht zwischen %d und %d: %s."
              .formatted(shortened(value.asText()), least, most, what));
      return fallback;
    }
    return value.intValue();
  }

  /** Whether the field is the one version with a decimal point that is still accepted. */
  boolean isNineSix(String field) {
    return node.get(field).isValueNode() && node.get(field).asText().equals("9.6");
  }

  boolean isText(String field) {
    return has(field) && node.get(field).isTextual();
  }

  boolean flag(String field, boolean fallback) {
    if (!has(field)) {
      return fallback;
    }
    JsonNode value = node.get(field);
    if (!value.isBoolean()) {
      reject(field, "muss true (ja) oder false (nein) ohne Anführungszeichen sein.");
      return fallback;
    }
    return value.booleanValue();
  }

  /** One of the names of an enumeration; null if wrong, or missing without default. */
  <E extends Enum<E>> E choice(String field, Class<E> type, E fallback) {
    String names =
        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    if (!has(field)) {
      if (fallback == null) {
        reject(field, "fehlt; möglich sind: " + names + ".");
      }
      return fallback;
    }
    String text = node.get(field).asText("");
    Optional<E> chosen =
        Arrays.stream(type.getEnumConstants()).filter(e -> e.name().equals(text)).findFirst();
    if (chosen.isEmpty()) {
      reject(field, "„" + shortened(text) + "“ ist nicht möglich; möglich sind: " + names + ".");
    }
    return chosen.orElse(null);
  }

  /** An object within this one; null if it is missing (then a finding, if required) or wrong. */
  <T> T object(String field, boolean required, Function<FieldReader, T> read) {
    if (!has(field)) {
      if (required) {
        reject(field, "fehlt; dieser Abschnitt des Plans ist nötig.");
      }
      return null;
    }
    return read(node.get(field), pathOf(field), read);
  }

  /** A list of objects; items that are wrong are left out and named. */
  <T> List<T> list(String field, Function<FieldReader, T> read) {
    if (!has(field)) {
      return List.of();
    }
    JsonNode value = node.get(field);
    if (!value.isArray()) {
      reject(field, "muss eine Liste sein.");
      return List.of();
    }
    if (value.size() > MOST_ITEMS) {
      reject(
          field, "hat %d Einträge; höchstens %d sind möglich.".formatted(value.size(), MOST_ITEMS));
      return List.of();
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      T item = read(value.get(i), pathOf(field) + "[" + i + "]", read);
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  private <T> T read(JsonNode value, String where, Function<FieldReader, T> read) {
    if (!value.isObject()) {
      findings.add(where, "muss ein Abschnitt mit benannten Feldern sein.");
      return null;
    }
    FieldReader form = new FieldReader(value, where, findings);
    T result = read.apply(form);
    form.rejectUnknown();
    return result;
  }

  /** Names every field that nobody asked for, with the field that was probably meant. */
  void rejectUnknown() {
    Consumer<String> unknown =
        name ->
            reject(
                shortened(name),
                "ist kein Feld des Plans%s"
                    .formatted(
                        NearestName.of(name, known)
                            .map(near -> "; gemeint ist vermutlich „" + near + "“.")
                            .orElse("; bekannt sind hier: " + String.join(", ", known) + ".")));
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                unknown.accept(name);
              }
            });
  }

  /** What a person typed, made safe to be shown in a message. */
  private static String shortened(String text) {
    String shown = HOSTILE.matcher(text).replaceAll("?");
    return shown.length() > 60 ? shown.substring(0, 60) + "…" : shown;
  }
}
