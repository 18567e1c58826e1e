package de.asvumzug.asv.h2;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.Host;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an H2 database shows without being opened, and therefore also while its server runs: two
 * copies of its head, and the end of the last part if it was closed properly. Whether every part
 * can be read is seen by reading it all, which the fingerprint does.
 */
public final class H2File {
  private static final int BLOCK = 4096;
  private static final String HEAD = "H:2,";
  private static final String PART = "chunk:";
  private static final char NOT_UTF_8 = '\uFFFD';

  private final Endpoint endpoint;
  private final LayoutSettings layout;

  public H2File(Endpoint endpoint, LayoutSettings layout) {
    this.endpoint = endpoint;
    this.layout = layout;
  }

  /** Everything that is wrong with driver, names and file of the installation. */
  public List<H2Trouble> troubles() throws IOException {
    List<H2Trouble> troubles = new ArrayList<>();
    List<H2Driver> drivers = H2Driver.all(endpoint, layout);
    if (drivers.size() > 1) {
      troubles.add(H2Driver.several(endpoint, layout, drivers));
    }
    names().ifPresent(troubles::add);
    troubleOf(layout.databaseFile(endpoint), drivers).ifPresent(troubles::add);
    return troubles;
  }

  /**
   * @throws de.asvumzug.host.OperationFailed (permanent) on the first thing that is wrong
   */
  public void requireSound() throws IOException {
    Optional<H2Trouble> first = troubles().stream().findFirst();
    if (first.isPresent()) {
      throw first.get().failure();
    }
  }

  /**
   * As {@link #requireSound()}, for a file that is to take the place of this installation's own.
   *
   * @param file absolute path on the same machine
   */
  public void requireFit(String file) throws IOException {
    List<H2Driver> drivers = H2Driver.of(endpoint, layout).stream().toList();
    Optional<H2Trouble> trouble = troubleOf(file, drivers);
    if (trouble.isPresent()) {
      throw trouble.get().failure();
    }
  }

  /**
   * What keeps another driver from opening this installation's own file, such as the one that a
   * package would bring; nothing is said of the file itself.
   *
   * @param driver name of its file
   */
  public Optional<H2Trouble> troubleWith(String driver) throws IOException {
    String file = layout.databaseFile(endpoint);
    if (endpoint.host().files().stat(file).isEmpty()) {
      return Optional.empty();
    }
    return head(file)
        .flatMap(
            head -> foreign(file, number(head, "format", 10), List.of(new H2Driver("", driver))));
  }

  /** Such a name cannot be handed to any program of ours; the file would be missing afterwards. */
  private Optional<H2Trouble> names() throws IOException {
    String folder = LayoutSettings.databaseFolder(endpoint);
    if (endpoint.host().files().stat(folder).isEmpty()) {
      return Optional.empty();
    }
    List<String> odd =
        endpoint.host().files().list(folder).stream()
            .map(FileStat::path)
            .filter(path -> path.indexOf(NOT_UTF_8) >= 0)
            .toList();
    return odd.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new H2Trouble(
                "In %s auf %s liegen Dateien, deren Name nicht in UTF-8 geschrieben ist: %s"
                    .formatted(folder, endpoint.host().name(), String.join(", ", odd)),
                "Namen in UTF-8",
                "Sie ließen sich nicht sichern. Bitte sie umbenennen (etwa mit convmv) oder, wenn sie"
                    + " nicht zur Datenbank gehören, aus dem Ordner nehmen."));
  }

  private Optional<H2Trouble> troubleOf(String file, List<H2Driver> drivers) throws IOException {
    Host host = endpoint.host();
    FileStat stat = host.files().stat(file).orElse(null);
    if (stat == null) {
      return Optional.empty(); // said by whoever needs it, with the way back
    }
    Optional<String> head = head(file);
    if (head.isEmpty()) {
      return Optional.of(damaged(file, "ihr Anfang ist nicht der einer H2-Datenbank"));
    }
    Optional<H2Trouble> cut = cut(file, stat.size(), head.get());
    return cut.isPresent() ? cut : foreign(file, number(head.get(), "format", 10), drivers);
  }

  /** The line that describes the file, from the first of its two copies that is one. */
  private Optional<String> head(String file) throws IOException {
    String start = text(file, 0, 2 * BLOCK);
    String head = start.startsWith(HEAD) ? start : start.substring(Math.min(BLOCK, start.length()));
    return head.startsWith(HEAD) ? Optional.of(head.split("\n", 2)[0]) : Optional.empty();
  }

  /** Only a file that was closed properly says where it ends; the size of another one changes. */
  private Optional<H2Trouble> cut(String file, long size, String head) throws IOException {
    if (size < 3L * BLOCK) {
      return Optional.of(damaged(file, "mit " + size + " Bytes ist sie abgeschnitten"));
    }
    if (number(head, "clean", 16).orElse(0L) != 1) {
      return Optional.empty();
    }
    long begin = number(head, "block", 16).orElse(0L) * BLOCK;
    String part = begin < size ? text(file, begin, 256) : "";
    long length = number(part, "len", 16).orElse(0L) * BLOCK;
    if (!part.startsWith(PART) || begin + length > size) {
      return Optional.of(
          damaged(
              file, "ihr letzter Teil (ab Byte " + begin + ") fehlt in den " + size + " Bytes"));
    }
    return Optional.empty();
  }

  private Optional<H2Trouble> foreign(String file, Optional<Long> format, List<H2Driver> drivers) {
    Optional<H2Format> own = drivers.stream().findFirst().flatMap(H2Driver::format);
    if (drivers.size() != 1 || own.isEmpty() || format.isEmpty()) {
      return Optional.empty();
    }
    Optional<H2Format> found = H2Format.numbered(format.get().intValue());
    if (found.equals(own)) {
      return Optional.empty();
    }
    return Optional.of(
        new H2Trouble(
            """
            Die Datenbank %s auf %s ist mit %s geschrieben, der Treiber, der sie öffnen soll, \
            ist %s"""
                .formatted(
                    file,
                    endpoint.host().name(),
                    found
                        .map(H2Format::label)
                        .orElse("einem neueren H2 (Form " + format.get() + ")"),
                    drivers.get(0).name()),
            "eine Datei von " + own.get().label(),
            "Dieser Treiber öffnet die Datei nicht. Bitte mit der Betreuung von ASV klären, welches"
                + " Release sie geschrieben hat: Der Server, der sie öffnen soll, braucht eines mit"
                + " demselben H2, oder der alte wird zuvor aktualisiert und startet einmal damit."));
  }

  private H2Trouble damaged(String file, String why) {
    return new H2Trouble(
        "Die Datenbank " + file + " auf " + endpoint.host().name() + " ist beschädigt: " + why,
        "eine vollständige H2-Datenbank",
        "Bitte die letzte gute Sicherung einspielen (doku.asv.bayern.de, Rücksichern) oder sich an die"
            + " Betreuung von ASV wenden; die Datei dabei aufheben.");
  }

  private String text(String file, long from, int length) throws IOException {
    try (InputStream in = endpoint.host().files().read(file, from)) {
      return new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }
  }

  private static Optional<Long> number(String line, String key, int radix) {
    Matcher matcher =
        Pattern.compile("(?:^|,)" + key + ":([0-9a-f]{1,15})(?:,|\\s|$)").matcher(line);
    return matcher.find() ? Optional.of(Long.parseLong(matcher.group(1), radix)) : Optional.empty();
  }
}
