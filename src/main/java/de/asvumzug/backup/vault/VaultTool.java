package de.asvumzug.backup.vault;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.backup.vault.tool.VaultProgram;
import de.asvumzug.check.JavaTool;
import de.asvumzug.host.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The program on the machine, as commands; the key goes in a file that it removes when read. */
final class VaultTool {
  private final JavaTool tool;
  private final Endpoint endpoint;
  private final BackupKey key;

  VaultTool(VaultJar jar, Endpoint endpoint, BackupKey key) {
    this.tool = new JavaTool(VaultProgram.class, jar::jar);
    this.endpoint = endpoint;
    this.key = key;
  }

  Command command(List<String> words) throws IOException {
    return tool.command(endpoint, List.of(), words)
        .withSecretFile(VaultProgram.KEY_FILE, key.text());
  }

  /** Runs another command within the program: what that one is given it gets. */
  Command around(Command command, List<String> words) throws IOException {
    List<String> all = new ArrayList<>(words);
    all.add("--");
    all.addAll(command.arguments());
    Map<String, String> secrets = new LinkedHashMap<>(command.secretFiles());
    secrets.put(VaultProgram.KEY_FILE, key.text());
    return new Command(
        tool.command(endpoint, List.of(), all).arguments(),
        command.directory(),
        command.environment(),
        command.input(),
        secrets,
        command.owner(),
        command.token());
  }
}
