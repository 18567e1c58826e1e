package de.asvumzug.asv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2ConsoleTest {
  private static final String DATABASE = "opt/asv/database/asv.mv.db";

  @TempDir Path folder;
  private ToyMachine machine;
  private Site site;
  private final H2Console console =
      ToyMachine.h2Console(ToyMachine.settings("asv.layout", LayoutSettings.class));

  @BeforeEach
  void machine() throws Exception {
    machine = new ToyMachine("neu", folder);
    site = machine.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    machine.file("opt/asv/plugins/h2-2.3.232.jar", "");
    machine.script("opt/asv/jre/bin/java", "echo not found >&2; exit 1");
  }

  @Test
  void a_database_that_a_cut_stop_left_under_another_name_is_named_with_the_way_out()
      throws Exception {
    machine.file(DATABASE + ".newFile", "Daten");
    assertThatThrownBy(() -> console.value(site, "select 1"))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining(DATABASE + ".newFile")
        .hasMessageContaining("alle/support/dsskeinedatenbank");
  }

  @Test
  void a_database_that_is_gone_is_named() {
    assertThatThrownBy(() -> console.value(site, "select 1"))
        .hasMessageContaining("fehlt die Datenbank")
        .hasMessageContaining("oder den Umzug abbrechen");
  }

  @Test
  void a_database_that_does_not_answer_is_tried_again() throws Exception {
    machine.file(DATABASE, "Daten");
    assertThatThrownBy(() -> console.value(site, "select 1"))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isTrue())
        .hasMessageContaining("not found");
  }
}
