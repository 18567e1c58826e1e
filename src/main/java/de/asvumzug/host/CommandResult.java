package de.asvumzug.host;

/**
 * How a short command ended.
 *
 * @param exitCode as the operating system gave it
 * @param output standard output, at most 1 MiB
 * @param errors standard error, at most 1 MiB
 */
public record CommandResult(int exitCode, String output, String errors) {

  public boolean succeeded() {
    return exitCode == 0;
  }
}
