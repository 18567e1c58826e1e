package de.asvumzug.host;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command as a list of arguments; no shell ever reads it. Secrets do not belong into arguments or
 * environment: a secret file is created for the time of the run, readable by the running user only,
 * and its path handed over in an environment variable.
 *
 * @param arguments program and arguments
 * @param directory working directory; null for the machine's work folder
 * @param environment added to the machine's environment
 * @param input standard input; null for none
 * @param secretFiles environment variable → content of the secret file it will point to
 * @param owner whose command it is, safe as a file name, so that those of an attempt can be ended
 *     together; null for nobody's
 * @param token begun only where the machine has seen no later one; null for always
 */
public record Command(
    List<String> arguments,
    String directory,
    Map<String, String> environment,
    String input,
    Map<String, String> secretFiles,
    String owner,
    FencingToken token) {

  public Command {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    secretFiles = Map.copyOf(secretFiles);
  }

  public Command(
      List<String> arguments,
      String directory,
      Map<String, String> environment,
      String input,
      Map<String, String> secretFiles) {
    this(arguments, directory, environment, input, secretFiles, null, null);
  }

  public static Command of(String... arguments) {
    return new Command(List.of(arguments), null, Map.of(), null, Map.of());
  }

  public static Command of(List<String> arguments) {
    return new Command(arguments, null, Map.of(), null, Map.of());
  }

  public Command in(String workingDirectory) {
    return new Command(arguments, workingDirectory, environment, input, secretFiles, owner, token);
  }

  public Command with(String variable, String value) {
    return new Command(
        arguments,
        directory,
        added(environment, variable, value),
        input,
        secretFiles,
        owner,
        token);
  }

  public Command withInput(String text) {
    return new Command(arguments, directory, environment, text, secretFiles, owner, token);
  }

  public Command withSecretFile(String variable, String content) {
    return new Command(
        arguments,
        directory,
        environment,
        input,
        added(secretFiles, variable, content),
        owner,
        token);
  }

  public Command ownedBy(String whose) {
    return new Command(arguments, directory, environment, input, secretFiles, whose, token);
  }

  public Command behind(FencingToken fence) {
    return new Command(arguments, directory, environment, input, secretFiles, owner, fence);
  }

  /** What may be logged and put on the trail: never input or secrets. */
  @Override
  public String toString() {
    return String.join(" ", arguments);
  }

  private static Map<String, String> added(Map<String, String> map, String key, String value) {
    Map<String, String> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return copy;
  }
}
