package de.asvumzug.backup.configuration;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.files.LocalConfiguration;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.BackupContext;
import de.asvumzug.backup.BackupFolder;
import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.OpenBackup;
import de.asvumzug.backup.Vault;
import de.asvumzug.backup.configuration.ConfigurationMerge.Key;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.host.HostFiles;
import de.asvumzug.host.OperationFailed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;

/**
 * Carries reviewed keys of the old local files over to the new installation. Everything else stays
 * as the installer made it: addresses and database access belong to the new machine. The file as it
 * was stays beside it as {@code *.vor-umzug}.
 */
@Service
public class ConfigurationRestore {
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(passw|kennwort|pwd|secret|geheim|pin|token|schluessel|key).*");
  private static final Pattern URL_WITH_ACCESS = Pattern.compile("(?i).*(://[^/\\s]*@|passw).*");
  private static final String MASK = "•••";
  private static final String DECRYPT_JOB = "decrypt-configuration";

  private final Guard guard;
  private final BackupSettings settings;
  private final LocalFiles localFiles;
  private final Vault vault;

  public ConfigurationRestore(
      Guard guard, BackupSettings settings, LocalFiles localFiles, Vault vault) {
    this.vault = vault;
    this.guard = guard;
    this.settings = settings;
    this.localFiles = localFiles;
  }

  /**
   * Merges; a second run finds the values there and writes nothing.
   *
   * @param received the configuration backup as it lies on the target
   * @throws OperationFailed (permanent) if the backup is not true
   */
  public ConfigurationMerge restore(Endpoint target, Backup received, BackupContext act)
      throws Exception {
    guard.proveStopped(target);
    vault.requireTrue(target, received, act);
    OpenBackup open = vault.open(target, received, act);
    List<Key> keys = new ArrayList<>();
    List<String> written = new ArrayList<>();
    List<String> local = received.manifest().localFiles();
    if (!local.isEmpty()) {
      open.unfold(
          local.stream().map(file -> BackupFolder.FILES + "/" + file).toList(), DECRYPT_JOB);
    }
    try {
      for (String file : local) {
        if (merge(target, open.folder(), file, keys)) {
          written.add(file);
        }
      }
    } finally {
      open.close();
    }
    return new ConfigurationMerge(target.host().name(), keys, written);
  }

  private boolean merge(Endpoint target, String folder, String file, List<Key> keys)
      throws IOException, InterruptedException {
    HostFiles files = target.host().files();
    String kept = target.directory() + "/" + file + LocalFiles.PREVIOUS;
    LocalConfiguration old =
        LocalConfiguration.read(files, folder + "/" + BackupFolder.FILES + "/" + file);
    LocalConfiguration now = localFiles.read(target, file);
    // A second run shows the values that were there before the first one.
    LocalConfiguration before =
        files.stat(kept).isPresent() ? LocalConfiguration.read(files, kept) : now;
    Map<String, String> taken = new LinkedHashMap<>();
    Set<String> all = new TreeSet<>(old.values().keySet());
    all.addAll(before.values().keySet());
    for (String key : all) {
      Key line = line(file, key, old.values().get(key), before.values().get(key));
      keys.add(line);
      if (line.taken()) {
        taken.put(key, old.values().get(key));
      }
    }
    LocalConfiguration merged = now.merged(taken);
    if (merged.text().equals(now.text())) {
      return false;
    }
    localFiles.write(target, file, merged);
    return true;
  }

  private Key line(String file, String key, String old, String now) {
    boolean reviewed = settings.localKeys().contains(key);
    boolean taken = reviewed && old != null && !old.equals(now);
    String reason =
        old == null
            ? "nur auf dem neuen Server gesetzt"
            : old.equals(now)
                ? "auf beiden gleich"
                : reviewed
                    ? "geprüfter Schlüssel, Wert des alten Servers übernommen"
                    : "gehört zur neuen Maschine oder ist nicht geprüft, bleibt wie installiert";
    return new Key(file, key, shown(key, old), shown(key, now), taken, reason);
  }

  private static String shown(String key, String value) {
    boolean secret =
        value != null
            && (SECRET.matcher(key).matches() || URL_WITH_ACCESS.matcher(value).matches());
    return secret ? MASK : value;
  }
}
