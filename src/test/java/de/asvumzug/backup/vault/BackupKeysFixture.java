package de.asvumzug.backup.vault;

import de.asvumzug.backup.BackupSettings;
import de.asvumzug.backup.TestMove;
import de.asvumzug.host.secret.KnownSecrets;
import java.nio.file.Path;
import java.util.Map;

/** Keys in a folder of a test. */
public final class BackupKeysFixture {

  private BackupKeysFixture() {}

  public static BackupKeys in(Path folder) {
    BackupSettings settings =
        TestMove.bound(
            "asv.backup", BackupSettings.class, Map.of("asv.backup.keys", folder.toString()));
    return new BackupKeys(settings, new KnownSecrets());
  }
}
