package de.asvumzug.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verifyNoInteractions;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.database.SchemaVersionReader;
import de.asvumzug.asv.database.StructureSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.installer.FreshInstallation;
import de.asvumzug.backup.Backup;
import de.asvumzug.backup.TestMove;
import de.asvumzug.backup.h2.H2Backup;
import de.asvumzug.backup.h2.H2Restore;
import de.asvumzug.backup.postgres.PostgresBackup;
import de.asvumzug.backup.restore.PostgresRestore;
import de.asvumzug.backup.restore.RestoredDatabase;
import de.asvumzug.check.guard.Guard;
import de.asvumzug.delegate.backup.BackupDatabaseDelegate;
import de.asvumzug.delegate.backup.BackupDatabaseFolderDelegate;
import de.asvumzug.delegate.restore.RestoreDatabaseDelegate;
import de.asvumzug.delegate.restore.RestoreDatabaseFolderDelegate;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.StepHandler;
import de.asvumzug.step.StepOutcome;
import de.asvumzug.support.RealH2;
import de.asvumzug.trail.evidence.EvidenceNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database of a School server moves by its folder, in new models and in those before. */
class WholeDatabaseDelegatesTest {
  @TempDir Path folder;
  private byte[] data;
  private final Guard guard = mock(Guard.class);
  private final PostgresBackup postgresBackup = mock(PostgresBackup.class);
  private final PostgresRestore postgresRestore = mock(PostgresRestore.class);
  private BackupDatabaseFolderDelegate backup;
  private RestoreDatabaseFolderDelegate restore;
  private FakeMachine alt;
  private FakeMachine neu;
  private FakeStep step;

  @BeforeEach
  void two_school_servers() throws Exception {
    alt = new FakeMachine("alt", folder.resolve("alt"));
    neu = new FakeMachine("neu", folder.resolve("neu"));
    data = Files.readAllBytes(RealH2.write(alt.path("opt/asv/database/asv.mv.db"), "Schule"));
    neu.file("opt/asv/database/asv.mv.db", "leer");
    Endpoint source = alt.site(Side.SOURCE, Variant.SCHOOL, "2.13.480");
    Endpoint target = neu.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    step =
        new FakeStep(source, target, alt.migration(source.installation(), target.installation()));
    LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);
    backup = new BackupDatabaseFolderDelegate(new H2Backup(guard, layout, TestMove.plainVault()));
    restore =
        new RestoreDatabaseFolderDelegate(
            new H2Restore(
                guard,
                new LocalFiles(layout, FakeMachine.settings("asv.services", ServiceSettings.class)),
                new SchemaVersionReader(
                    FakeMachine.settings("asv.structure", StructureSettings.class),
                    FakeMachine.h2Console(layout),
                    FakeMachine.engines(layout, FakeMachine.secrets()),
                    FakeMachine.ladder()),
                layout,
                TestMove.plainVault()));
  }

  @Test
  void the_folder_is_backed_up_and_restored_by_the_steps_of_a_school_server() throws Exception {
    moves(backup, restore);
  }

  @Test
  void a_move_of_a_model_before_the_gateway_does_the_same_by_its_own_steps() throws Exception {
    moves(
        new BackupDatabaseDelegate(postgresBackup, mock(RouteResolver.class), backup),
        new RestoreDatabaseDelegate(postgresRestore, restore));

    verifyNoInteractions(postgresBackup, postgresRestore);
  }

  private void moves(StepHandler backingUp, StepHandler restoring) throws Exception {
    assertThat(backingUp.carryOut(step)).isEqualTo(StepOutcome.completed());
    Backup made = step.evidence().get(EvidenceNames.BACKUP_DATABASE, Backup.class);
    Files.createDirectories(neu.path("umzug/received/U-2026-0001"));
    step.evidence().store(EvidenceNames.RECEIVED_DATABASE, made.at("neu", made.folder()));
    step.evidence().store(FreshInstallation.EVIDENCE, fresh());

    StepOutcome outcome = restoring.carryOut(step.again());

    assertThat(outcome).isEqualTo(StepOutcome.completed(Map.of("structure", "OLDER")));
    assertThat(neu.path("opt/asv/database/asv.mv.db")).hasBinaryContent(data);
    RestoredDatabase restored =
        step.evidence().get(RestoredDatabase.EVIDENCE, RestoredDatabase.class);
    assertThat(Path.of(restored.keptAs(), "asv.mv.db")).hasContent("leer");
    assertThat(step.notes())
        .anyMatch(note -> note.startsWith("Datenbank gesichert in"))
        .anyMatch(note -> note.startsWith("Datenbank eingespielt"));
  }

  private FreshInstallation fresh() throws Exception {
    String database = neu.home() + "/database";
    return new FreshInstallation(
        "neu", database, neu.files().sha256(database + "/asv.mv.db"), 0, Instant.EPOCH);
  }
}
