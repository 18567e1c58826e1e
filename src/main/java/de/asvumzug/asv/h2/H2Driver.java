package de.asvumzug.asv.h2;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.host.FileStat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The H2 driver of an installation.
 *
 * @param path absolute, on the machine
 * @param name of the file
 */
public record H2Driver(String path, String name) {
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.\\d+");

  /**
   * Empty if the installation has none.
   *
   * @throws de.asvumzug.host.OperationFailed (permanent) if there are several: which of them ASV
   *     uses cannot be seen, and what the wrong one opens may be read wrongly or not at all
   */
  public static Optional<H2Driver> of(Endpoint endpoint, LayoutSettings layout) throws IOException {
    List<H2Driver> all = all(endpoint, layout);
    if (all.size() > 1) {
      throw several(endpoint, layout, all).failure();
    }
    return all.stream().findFirst();
  }

  static List<H2Driver> all(Endpoint endpoint, LayoutSettings layout) throws IOException {
    String plugins = layout.path(endpoint, layout.on(endpoint).plugins());
    if (endpoint.host().files().stat(plugins).isEmpty()) {
      return List.of();
    }
    return endpoint.host().files().list(plugins).stream()
        .filter(FileStat::isFile)
        .map(FileStat::path)
        .filter(name -> name.matches(layout.on(endpoint).h2Driver()))
        .map(name -> new H2Driver(plugins + "/" + name, name))
        .toList();
  }

  static H2Trouble several(Endpoint endpoint, LayoutSettings layout, List<H2Driver> all) {
    return new H2Trouble(
        "In %s auf %s liegen mehrere H2-Treiber: %s"
            .formatted(
                layout.path(endpoint, layout.on(endpoint).plugins()),
                endpoint.host().name(),
                String.join(", ", all.stream().map(H2Driver::name).toList())),
        "einer",
        """
        Welcher von ihnen die Datenbank öffnet, ist ungewiss. \
        Bitte mit der Betreuung von ASV klären, welcher zu %s gehört, und den anderen bei \
        gestopptem Server aus dem Ordner nehmen."""
            .formatted(endpoint.installation().version()));
  }

  /** The form of the files that it writes; empty if its name does not tell its version. */
  Optional<H2Format> format() {
    Matcher version = VERSION.matcher(name);
    return version.find()
        ? Optional.of(
            H2Format.writtenBy(
                Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))))
        : Optional.empty();
  }
}
