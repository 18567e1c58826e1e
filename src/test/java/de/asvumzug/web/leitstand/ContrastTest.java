package de.asvumzug.web.leitstand;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The colours of our pages can be told apart, light and dark: text 4.5 to 1, edges and the focus
 * ring 3 to 1 (WCAG 2.1, 1.4.3 and 1.4.11).
 */
class ContrastTest {
  private static final Path STATIC = Path.of("src/main/resources/static");
  private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6})");
  private static final String DARK = "@media (prefers-color-scheme: dark)";

  @ParameterizedTest
  @CsvSource({
    "leitstand/leitstand.css, text, grund, 4.5",
    "leitstand/leitstand.css, leise, grund, 4.5",
    "leitstand/leitstand.css, link, grund, 4.5",
    "leitstand/leitstand.css, rot, grund, 4.5",
    "leitstand/leitstand.css, auf-leiste, leiste, 4.5",
    "leitstand/leitstand.css, auf-knopf, knopf, 4.5",
    "leitstand/leitstand.css, gruen, grund, 3",
    "leitstand/leitstand.css, linie, grund, 3",
    "leitstand/leitstand.css, fokus, grund, 3",
    "login-assets/login.css, text, karte, 4.5",
    "login-assets/login.css, leise, karte, 4.5",
    "login-assets/login.css, blau, karte, 4.5",
    "login-assets/login.css, text, gut, 4.5",
    "login-assets/login.css, text, schlecht, 4.5",
    "login-assets/login.css, auf-knopf, knopf, 4.5",
    "login-assets/login.css, auf-knopf, knopf-darueber, 4.5",
    "login-assets/login.css, rand, karte, 3",
    "login-assets/login.css, fokus, karte, 3"
  })
  void is_enough_in_both_schemes(String file, String front, String back, double least)
      throws IOException {
    String css = Files.readString(STATIC.resolve(file));
    int dark = css.indexOf(DARK);
    Map<String, Double> light = luminances(css.substring(0, dark));
    Map<String, Double> darkened = new HashMap<>(light);
    darkened.putAll(luminances(css.substring(dark, css.indexOf("\n}\n", dark))));

    assertThat(contrast(light.get(front), light.get(back))).as("light").isGreaterThan(least);
    assertThat(contrast(darkened.get(front), darkened.get(back))).as("dark").isGreaterThan(least);
  }

  private static Map<String, Double> luminances(String css) {
    Map<String, Double> luminances = new HashMap<>();
    Matcher colours = COLOUR.matcher(css);
    while (colours.find()) {
      luminances.put(colours.group(1), luminance(Integer.parseInt(colours.group(2), 16)));
    }
    return luminances;
  }

  /** Relative luminance as WCAG 2.1 defines it. */
  private static double luminance(int colour) {
    return 0.2126 * linear(colour >> 16)
        + 0.7152 * linear(colour >> 8 & 0xff)
        + 0.0722 * linear(colour & 0xff);
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  private static double contrast(double one, double other) {
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }
}
