package de.asvumzug.check.around;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.check.EndpointFixture;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trap 16: nobody reorganises, and weeks later nobody can log in. */
class ReorganisationCheckTest {
  private static final String UPDATES = "asv-aktualisierungsdienst";

  @TempDir Path folder;
  private FakeMachine machine;

  @BeforeEach
  void machine() throws Exception {
    machine = new FakeMachine("neu", folder);
  }

  @Test
  void is_content_with_an_update_service_in_use() throws Exception {
    machine.unit(UPDATES, true, true);

    assertThat(look("").result()).isEqualTo(Result.OK);
  }

  @Test
  void warns_of_an_update_service_that_the_next_boot_does_not_start() throws Exception {
    machine.unit(UPDATES, true, false);

    Finding finding = look("");

    assertThat(finding.result()).isEqualTo(Result.WARNING);
    assertThat(finding.advice()).contains("weist ASV jede Anmeldung ab", "own-job");
  }

  @Test
  void warns_where_there_is_no_update_service() throws Exception {
    Finding finding = look("");

    assertThat(finding.result()).isEqualTo(Result.WARNING);
    assertThat(finding.reading()).contains("keinen Aktualisierungsdienst");
  }

  @Test
  void names_the_operators_own_job() throws Exception {
    assertThat(look("cron, 3 Uhr").reading()).contains("cron, 3 Uhr");
  }

  private Finding look(String ownJob) throws Exception {
    LayoutSettings layout = EndpointFixture.defaults(LayoutSettings.class);
    ServiceSettings services = EndpointFixture.defaults(ServiceSettings.class);
    return new ReorganisationCheck(
            new ReorganisationSettings(ownJob),
            new AsvServices(services, layout, new LocalFiles(layout, services)))
        .look(machine.site(Side.TARGET, Variant.SCHOOL, "2.14.12"));
  }
}
