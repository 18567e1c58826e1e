package de.asvumzug.backup.vault.tool;

import java.util.List;

/** A program that this one starts: with its environment, but never with the key. */
final class Child {
  private Child() {}

  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    builder.environment().remove(VaultProgram.KEY_FILE);
    return builder;
  }
}
