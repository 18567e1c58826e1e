package de.asvumzug.asv.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.FakeMachine;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import de.asvumzug.support.TestSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2ConsoleTest {
  private static final String DATABASE = "opt/asv/database/asv.mv.db";

  @TempDir Path folder;
  private FakeMachine machine;
  private Endpoint endpoint;
  private final H2Console console =
      FakeMachine.h2Console(FakeMachine.settings("asv.layout", LayoutSettings.class));

  @BeforeEach
  void machine() throws Exception {
    machine = new FakeMachine("neu", folder);
    endpoint = machine.site(Side.TARGET, Variant.SCHOOL, "2.14.12");
    machine.file("opt/asv/plugins/h2-2.3.232.jar", "");
    machine.script("opt/asv/jre/bin/java", "echo not found >&2; exit 1");
  }

  @Test
  void a_database_that_a_cut_stop_left_under_another_name_is_named_with_the_way_out()
      throws Exception {
    machine.file(DATABASE + ".newFile", "Daten");
    assertThatThrownBy(() -> console.value(endpoint, "select 1"))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining(DATABASE + ".newFile")
        .hasMessageContaining("alle/support/dsskeinedatenbank");
  }

  @Test
  void a_database_that_is_gone_is_named() {
    assertThatThrownBy(() -> console.value(endpoint, "select 1"))
        .hasMessageContaining("fehlt die Datenbank")
        .hasMessageContaining("oder den Umzug abbrechen");
  }

  @Test
  void a_database_that_does_not_answer_is_tried_again() throws Exception {
    machine.file(DATABASE, "Daten");
    assertThatThrownBy(() -> console.value(endpoint, "select 1"))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isTrue())
        .hasMessageContaining("not found");
  }

  /** A real database, with the driver of these tests. */
  private void database(String password) throws Exception {
    machine.script(
        "opt/asv/jre/bin/java",
        "exec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' \"$@\"");
    Files.copy(
        Path.of(org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI()),
        machine.path("opt/asv/plugins/h2-2.3.232.jar"),
        StandardCopyOption.REPLACE_EXISTING);
    String file = machine.path(DATABASE).toString().replace(".mv.db", "");
    try (Connection connection = DriverManager.getConnection("jdbc:h2:" + file, "sa", password);
        Statement statement = connection.createStatement()) {
      statement.execute("create table angaben (wert varchar)");
      statement.execute("insert into angaben values ('2.14.12')");
    }
  }

  private static H2Console withPassword(String password) {
    return new H2Console(
        FakeMachine.settings("asv.layout", LayoutSettings.class),
        new H2PasswordSettings("h2"),
        TestSecrets.of(Map.of("h2", password)));
  }

  @Test
  void a_database_without_a_password_is_read() throws Exception {
    database("");
    assertThat(console.value(endpoint, "select wert from angaben")).contains("2.14.12");
  }

  @Test
  void the_password_that_the_settings_name_opens_the_database() throws Exception {
    database("Geh;eim \"1\\");
    assertThat(withPassword("Geh;eim \"1\\").value(endpoint, "select wert\n from angaben"))
        .contains("2.14.12");
  }

  @Test
  void a_wrong_password_is_named_with_the_setting_and_not_shown() throws Exception {
    database("geheim");
    assertThatThrownBy(
            () -> withPassword("verschrieben").value(endpoint, "select wert from angaben"))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining("asv.check.h2-password-secret")
        .hasMessageNotContaining("verschrieben")
        .hasMessageNotContaining("Welcome");
  }

  @Test
  void a_question_that_fails_behind_a_password_is_named() throws Exception {
    database("geheim");
    assertThatThrownBy(() -> withPassword("geheim").value(endpoint, "select wert from nirgends"))
        .hasMessageContaining("NIRGENDS")
        .hasMessageNotContaining("Welcome");
  }

  @Test
  void an_empty_answer_behind_a_password_is_no_value() throws Exception {
    database("geheim");
    assertThatThrownBy(
            () -> withPassword("geheim").value(endpoint, "select wert from angaben where 1 = 0"))
        .isInstanceOf(OperationFailed.class);
  }

  @Test
  void a_password_is_on_no_command_line() throws Exception {
    machine.file(DATABASE, "Daten");
    machine.script("opt/asv/jre/bin/java", "cat >/dev/null; echo \"$@\" >&2; exit 1");
    assertThatThrownBy(() -> withPassword("geheim").value(endpoint, "select 1"))
        .hasMessageContaining("org.h2.tools.Shell")
        .hasMessageNotContaining("geheim");
  }
}
