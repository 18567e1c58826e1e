package de.asvumzug;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.asvumzug.backup.Backup;
import de.asvumzug.check.fingerprint.FingerprintComparison;
import de.asvumzug.check.fingerprint.Fingerprints;
import de.asvumzug.trail.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Evidence of a move that an earlier version made: recorded as stored on 2026-11-27, with other
 * folders. A move may go on after an update, and its documents are asked for months later.
 */
class EvidenceOfBeforeTest {
  private static final Path RECORDED = Path.of("src/test/resources/released/2026-11-27/evidence");

  private final CanonicalJson json = new CanonicalJson();

  @ParameterizedTest
  @CsvSource({
    "backup-database, de.asvumzug.backup.Backup",
    "backup-configuration, de.asvumzug.backup.Backup",
    "fingerprints-source, de.asvumzug.check.fingerprint.Fingerprints",
    "fingerprints-target, de.asvumzug.check.fingerprint.Fingerprints",
  })
  void nothing_of_it_is_lost_or_called_otherwise(String name, Class<?> type) throws Exception {
    String stored = recorded(name);

    String again = json.write(json.read(stored, type));

    ObjectMapper tree = new ObjectMapper();
    assertThat(tree.readTree(again)).isEqualTo(tree.readTree(stored));
  }

  @Test
  void the_manifest_still_proves_the_files() throws Exception {
    Backup backup = json.read(recorded("backup-database"), Backup.class);

    byte[] written = backup.manifest().toJson().getBytes(StandardCharsets.UTF_8);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(written)))
        .isEqualTo(backup.manifestSha256());
  }

  @Test
  void two_fingerprints_of_then_are_compared_as_then() throws Exception {
    Fingerprints before = json.read(recorded("fingerprints-source"), Fingerprints.class);
    Fingerprints after = json.read(recorded("fingerprints-target"), Fingerprints.class);

    assertThat(FingerprintComparison.of(before, after).equal()).isTrue();
    assertThat(before.tables()).isNotEmpty();
  }

  private static String recorded(String name) throws Exception {
    return Files.readString(RECORDED.resolve(name + ".json"));
  }
}
