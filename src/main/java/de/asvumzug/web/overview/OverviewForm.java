package de.asvumzug.web.overview;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The parameters of the page as they came, so that the form shows them again and links keep them;
 * never null, without characters that cannot be seen.
 */
public record OverviewForm(
    String zustand,
    String von,
    String bis,
    String standort,
    String technik,
    String suche,
    String sortierung,
    String seite) {
  private static final DateTimeFormatter GERMAN =
      DateTimeFormatter.ofPattern("d.M.uuuu").withResolverStyle(ResolverStyle.STRICT);

  static OverviewForm of(Map<String, String> parameters) {
    return new OverviewForm(
        clean(parameters.get("zustand")),
        day(clean(parameters.get("von"))),
        day(clean(parameters.get("bis"))),
        clean(parameters.get("standort")),
        clean(parameters.get("technik")),
        clean(parameters.get("suche")),
        clean(parameters.get("sortierung")),
        clean(parameters.get("seite")));
  }

  private static String clean(String typed) {
    return typed == null ? "" : typed.replaceAll("[\\p{Cc}\\p{Cf}]", "").strip();
  }

  /** As the form's field needs it, where people have typed it their way. */
  private static String day(String typed) {
    try {
      return LocalDate.parse(typed, GERMAN).toString();
    } catch (DateTimeException e) {
      return typed;
    }
  }

  /** Whether anything narrows what is shown. */
  public boolean narrowed() {
    return !(zustand + von + bis + standort + technik + suche).isEmpty();
  }

  /** The page with the same filter in one state, or in all if it is empty. */
  String inState(String state) {
    Map<String, String> parameters = parameters();
    parameters.put("zustand", state);
    return address(parameters);
  }

  /**
   * @param number from 1
   */
  String page(int number) {
    Map<String, String> parameters = parameters();
    parameters.put("seite", number == 1 ? "" : String.valueOf(number));
    return address(parameters);
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("zustand", zustand);
    parameters.put("von", von);
    parameters.put("bis", bis);
    parameters.put("standort", standort);
    parameters.put("technik", technik);
    parameters.put("suche", suche);
    parameters.put("sortierung", sortierung);
    return parameters;
  }

  private static String address(Map<String, String> parameters) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath("/");
    Map<String, Object> values = new LinkedHashMap<>();
    parameters.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            address.queryParam(name, "{" + name + "}");
            values.put(name, value);
          }
        });
    return address.encode().buildAndExpand(values).toUriString();
  }
}
