package de.asvumzug.delegate.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.check.around.RegularBackupCheck;
import de.asvumzug.check.around.RegularBackupSettings;
import de.asvumzug.check.around.ReorganisationCheck;
import de.asvumzug.check.around.ReorganisationSettings;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.delegate.FakeStep;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.step.StepOutcome;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckRegularBackupDelegateTest {
  @TempDir Path folder;

  /** Trap 16: the warning stands beside the backup's findings and does not hold the move up. */
  @Test
  void a_backup_that_is_cared_for_does_not_hide_that_nobody_reorganises() throws Exception {
    FakeMachine machine = new FakeMachine("neu", folder);
    Endpoint target = machine.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    FakeStep step =
        new FakeStep(
            target, target, machine.migration(target.installation(), target.installation()));

    StepOutcome outcome = delegate().carryOut(step);

    assertThat(outcome).isEqualTo(StepOutcome.completed(Map.of("backupFindings", 0)));
    assertThat(step.evidence().get("regular-backup", Findings.class).findings())
        .filteredOn(finding -> finding.title().equals("Nächtliche Reorganisation"))
        .singleElement()
        .returns(Finding.Result.WARNING, Finding::result)
        .satisfies(finding -> assertThat(finding.advice()).contains("weist ASV jede Anmeldung ab"));
  }

  private CheckRegularBackupDelegate delegate() {
    RegularBackupSettings backup =
        FakeMachine.settings(
            "asv.regular-backup",
            RegularBackupSettings.class,
            Map.of("own-backup", "Veeam, 2 Uhr"));
    LayoutSettings layout = FakeMachine.settings("asv.layout", LayoutSettings.class);
    ServiceSettings services = FakeMachine.settings("asv.services", ServiceSettings.class);
    return new CheckRegularBackupDelegate(
        new RegularBackupCheck(
            backup,
            FakeMachine.engines(
                FakeMachine.settings("asv.layout", LayoutSettings.class), FakeMachine.secrets())),
        new ReorganisationCheck(
            FakeMachine.settings("asv.reorganisation", ReorganisationSettings.class),
            new AsvServices(services, layout, new LocalFiles(layout, services))));
  }
}
