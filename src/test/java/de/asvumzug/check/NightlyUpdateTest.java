package de.asvumzug.check;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.ServiceSettings;
import de.asvumzug.asv.files.LocalFiles;
import de.asvumzug.asv.service.AsvServices;
import de.asvumzug.asv.update.UpdateFreeze;
import de.asvumzug.asv.update.UpdateModeSettings;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Finding.Result;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.check.finding.Preflight;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.check.machine.VersionCheck;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.ReleaseLadder;
import de.asvumzug.plan.release.ReleaseSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trap 5: the update service installs a new version in the night before the window. */
class NightlyUpdateTest {
  private static final String SETTINGS = "opt/asv/update-service/service/configuration/";

  @TempDir Path folder;
  private FakeMachine machine;
  private Endpoint source;
  private AsvServices services;
  private UpdateFreeze freeze;
  private Preflight preflight;

  @BeforeEach
  void a_server_that_updates_itself() throws Exception {
    machine = new FakeMachine("alt", folder);
    machine.file("opt/asv/asv.version", "2.13.480\n");
    machine.file(SETTINGS + "update-service.ini", "mode=auto\n");
    source = machine.site(Side.SOURCE, Variant.SCHOOL, "2.13.480");
    LayoutSettings layout = EndpointFixture.defaults(LayoutSettings.class);
    ServiceSettings units =
        FakeMachine.settings(
            "asv.services", ServiceSettings.class, Map.of("user", "gibt-es-nicht"));
    LocalFiles files = new LocalFiles(layout, units);
    services = new AsvServices(units, layout, files);
    freeze =
        new UpdateFreeze(
            services, files, layout, EndpointFixture.defaults(UpdateModeSettings.class));
    preflight =
        new Preflight(
            List.of(
                new VersionCheck(
                    layout, new ReleaseLadder(EndpointFixture.defaults(ReleaseSettings.class)))));
  }

  @Test
  void a_frozen_server_has_the_planned_version_at_the_windows_start() throws Exception {
    freeze.freeze(source, freeze.note(source));

    night();

    assertThat(versions().blocking()).isZero();
  }

  @Test
  void an_update_that_came_anyway_is_named_with_both_versions_before_anything_is_stopped()
      throws Exception {
    night();

    assertThat(versions().findings().get(0))
        .returns(Result.BLOCKING, Finding::result)
        .returns("2.14.12", Finding::reading)
        .returns("wie geplant: 2.13.480", Finding::limit)
        .satisfies(found -> assertThat(found.advice()).contains("Aktualisierungsdienst"));
  }

  /**
   * What the update service does at night (docs/domain.md §8): only in mode auto does it install.
   */
  private void night() throws Exception {
    if ("auto".equals(services.mode(source))) {
      machine.file("opt/asv/asv.version", "2.14.12\n");
    }
  }

  private Findings versions() throws Exception {
    Migration plan =
        machine.migration(source.installation(), machine.installation(Variant.SCHOOL, "2.14.12"));
    return preflight.check(new PreflightContext(plan, source, source));
  }
}
