package de.asvumzug.asv.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.plan.release.Release;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaVersionReaderTest {
  @TempDir Path folder;
  private FakeMachine machine;
  private Endpoint endpoint;

  @BeforeEach
  void machine() throws Exception {
    machine = new FakeMachine("neu", folder);
    endpoint = machine.site(Side.TARGET, Variant.SCHOOL, "3.0.1");
    machine.file("opt/asv/plugins/h2-2.3.232.jar", "");
  }

  private Release read(String version, String... order) throws Exception {
    machine.script("opt/asv/jre/bin/java", "echo WERT; echo " + version + "; echo '(1 row)'");
    return new SchemaVersionReader(
            FakeMachine.settings("asv.structure", StructureSettings.class),
            FakeMachine.h2Console(FakeMachine.settings("asv.layout", LayoutSettings.class)),
            FakeMachine.engines(
                FakeMachine.settings("asv.layout", LayoutSettings.class), FakeMachine.secrets()),
            FakeMachine.ladder(order))
        .version(endpoint)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"3.0.1", "3.0.0", "2.22.480"})
  void the_programs_own_release_and_the_one_listed_before_it_are_taken(String version)
      throws Exception {
    assertThat(read(version, "2.20", "2.22", "3.0")).isEqualTo(Release.parse(version));
  }

  @Test
  void what_lies_further_back_is_refused_with_the_releases_between() {
    assertThatThrownBy(() -> read("2.20.1", "2.20", "2.22", "3.0"))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining("auf neu hat die Struktur 2.20.1")
        .hasMessageContaining("ASV 3.0.1")
        .hasMessageContaining("2.20 → 2.22 → 3.0");
  }

  @Test
  void where_nobody_has_listed_what_lies_between_the_setting_is_named() {
    assertThatThrownBy(() -> read("2.22.480")).hasMessageContaining("asv.releases.order");
  }
}
