package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.asvumzug.lab.LabOptions;
import de.asvumzug.support.TrainingGround;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A School server that was killed while it rewrote its database: only the new file is there. */
@Tag("soak")
class KilledCompactionIT {
  private String newFile;

  @Test
  void the_file_is_put_right_as_documented_reported_and_saved_unchanged() throws Exception {
    try (PlayedMove played =
        PlayedMove.open(
            "compaction", TrainingGround.Kind.SCHOOL, LabOptions.defaults().withPupils(90))) {
      Path database = played.lab().alt().installation().resolve("database");
      played
          .move()
          .players()
          .answer(
              "releaseCutover",
              (person, task) -> {
                played.lab().alt().compactionKilled();
                newFile = FileSums.of(database.resolve("asv.mv.db.newFile"));
                return Map.of("released", true);
              });
      played.move().plan();
      played.playUntil(() -> played.elements("STEP_ENDED").contains("transferBackup"));

      assertThat(FileSums.of(database.resolve("asv.mv.db"))).isEqualTo(newFile);
      assertThat(database.resolve("asv.mv.db.newFile")).doesNotExist();
      assertThat(savedSum(played.evidenceTree("backup-database"))).isEqualTo(newFile);
      assertThat(played.trail("NOTE"))
          .extracting(line -> line.get("text").asText())
          .anyMatch(text -> text.contains("wie dokumentiert") && text.contains("newFile"));
    }
  }

  private static String savedSum(JsonNode backup) {
    for (JsonNode file : backup.at("/manifest/files")) {
      if (file.get("path").asText().endsWith("asv.mv.db")) {
        return file.get("sha256").asText();
      }
    }
    throw new IllegalStateException("the backup holds no database");
  }
}
