package de.asvumzug.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The list of commands that docs give for sudo. */
public final class Sudoers {
  private static final Path FILE = Path.of("docs", "asv-umzug.sudoers");
  private static final String ALIAS = "Cmnd_Alias ASV_UMZUG =";

  private Sudoers() {}

  /** All lines that count, with those that go on in the next one joined. */
  public static String text() throws IOException {
    return Files.readAllLines(FILE).stream()
        .filter(line -> !line.startsWith("#"))
        .collect(Collectors.joining("\n"))
        .replaceAll("\\\\\n\\s*", "");
  }

  /** The commands with their arguments. */
  public static Set<String> commands() throws IOException {
    String line =
        text()
            .lines()
            .filter(one -> one.startsWith(ALIAS))
            .findFirst()
            .orElseThrow()
            .substring(ALIAS.length());
    return Arrays.stream(line.split(","))
        .map(String::strip)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
