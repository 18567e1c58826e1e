package de.asvumzug.asv.database;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.host.Command;
import de.asvumzug.host.Host;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.host.job.JobResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of a vendor's program from an argument template of the settings.
 *
 * <p>A secret reaches the program as the path of a secret file. That path is known only when the
 * host has created the file for this run, and then as an environment variable; so a fixed script,
 * the same for every call, replaces the marked arguments by the variables' values and hands over to
 * the program. The host removes the files when the program ends.
 */
public final class VendorProgram {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z]+)}");
  private static final int SHOWN_CHARACTERS = 1500;

  /** No text of a plan or setting gets into this script: they are its arguments. */
  private static final String HAND_OVER =
      "for argument do shift; case $argument in"
          + " '{secret1}') argument=$ASV_SECRET_1;; '{secret2}') argument=$ASV_SECRET_2;; esac;"
          + " set -- \"$@\" \"$argument\"; done; exec \"$@\"";

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> secrets = new LinkedHashMap<>();

  /** A null value leaves the argument out, together with an option name before it. */
  public VendorProgram value(String placeholder, Object value) {
    values.put(placeholder, value == null ? null : value.toString());
    return this;
  }

  /** A null content leaves the argument out, together with an option name before it. */
  public VendorProgram secret(String placeholder, String content) {
    values.put(placeholder, null);
    if (content != null) {
      if (secrets.size() == 2) {
        throw new IllegalStateException("the hand-over script knows two secrets");
      }
      secrets.put(placeholder, content);
    }
    return this;
  }

  /**
   * Program and fixed arguments first, then the filled templates.
   *
   * @throws OperationFailed (permanent) on Windows, if a secret is to be handed over
   */
  public Command command(Host host, List<String> start, List<String> template) {
    List<String> filled = new ArrayList<>(start);
    for (String argument : template) {
      add(filled, argument);
    }
    if (secrets.isEmpty()) {
      return Command.of(filled);
    }
    if (host.system() == Host.OperatingSystem.WINDOWS) {
      throw OperationFailed.permanent(
          "Auf der Windows-Maschine %s kann das System keinem Programm ein Kennwort übergeben."
              .formatted(host.name()),
          "Bitte diesen Schritt von Hand erledigen.");
    }
    List<String> line = new ArrayList<>(List.of("sh", "-c", HAND_OVER, "asv-umzug"));
    line.addAll(filled);
    Command command = Command.of(line);
    int number = 1;
    for (String content : secrets.values()) {
      command = command.withSecretFile("ASV_SECRET_" + number++, content);
    }
    return command;
  }

  private void add(List<String> filled, String argument) {
    Matcher matcher = PLACEHOLDER.matcher(argument);
    StringBuilder text = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      if (secrets.containsKey(name) && matcher.matches()) {
        filled.add("{secret" + (List.copyOf(secrets.keySet()).indexOf(name) + 1) + "}");
        return;
      }
      if (!values.containsKey(name) || secrets.containsKey(name)) {
        throw OperationFailed.permanent(
            """
            Das Argument „%s“ der Einstellungen hat einen unbekannten oder nicht allein \
            stehenden Platzhalter {%s}. Bekannt sind: %s."""
                .formatted(argument, name, String.join(", ", values.keySet())));
      }
      if (values.get(name) == null) {
        dropOption(filled);
        return;
      }
      matcher.appendReplacement(text, Matcher.quoteReplacement(values.get(name)));
    }
    filled.add(matcher.appendTail(text).toString());
  }

  private static void dropOption(List<String> filled) {
    int last = filled.size() - 1;
    if (last >= 0 && filled.get(last).startsWith("-")) {
      filled.remove(last);
    }
  }

  /** A permanent failure that names program, exit code, meaning and the end of its output. */
  public OperationFailed failure(
      String what, Endpoint endpoint, JobResult result, Map<Integer, String> meanings) {
    return OperationFailed.permanent(
        "%s auf %s ist mit Code %s ausgegangen. %s Letzte Ausgabe: %s"
            .formatted(
                what,
                endpoint.host().name(),
                result.exitCode(),
                meanings.getOrDefault(
                    result.exitCode(), "Die Bedeutung dieses Codes ist nicht bekannt."),
                shown(result.logTail())));
  }

  /** The end of an output, without the secrets that were handed over. */
  String shown(String output) {
    String text = output.strip();
    for (String secret : secrets.values()) {
      text = secret.isBlank() ? text : text.replace(secret.strip(), "•••");
    }
    return text.isEmpty() ? "keine" : text.substring(Math.max(0, text.length() - SHOWN_CHARACTERS));
  }
}
