package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.host.secret.FileSecrets;
import de.asvumzug.host.secret.KnownSecrets;
import de.asvumzug.host.secret.PlanPermissions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Import;

/** Settings of machines that cannot work are refused at the start, not in the night of the move. */
class ConfiguredMachinesTest {
  private final ApplicationContextRunner application =
      new ApplicationContextRunner().withUserConfiguration(Settings.class);

  // no @Configuration: scans of this package must not find it
  @EnableConfigurationProperties(HostSettings.class)
  @Import({
    ConfiguredMachines.class,
    MachineContacts.class,
    FileSecrets.class,
    KnownSecrets.class,
    PlanPermissions.class
  })
  static class Settings {}

  @Test
  void a_windows_machine_is_reached_over_ssh_only() {
    application
        .withPropertyValues("asv.machines.alt.system=windows")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("„alt“")
                    .hasMessageContaining("nur über SSH"));
  }

  @Test
  void a_windows_machine_over_ssh_is_known_as_one() {
    application
        .withPropertyValues(
            "asv.machines.alt.type=ssh",
            "asv.machines.alt.system=windows",
            "asv.machines.alt.address=alt.example",
            "asv.machines.alt.user=umzug",
            "asv.machines.alt.key-file=/keys/alt",
            "asv.machines.alt.known-hosts=/keys/known_hosts",
            "asv.machines.alt.work-folder=C:/Umzug")
        .run(
            context ->
                assertThat(context.getBean(Machines.class).host("alt").system())
                    .isEqualTo(Host.OperatingSystem.WINDOWS));
  }

  @Test
  void a_machine_over_ssh_needs_to_be_told_who_logs_in_where_and_which_key_is_trusted() {
    application
        .withPropertyValues(
            "asv.machines.alt.type=ssh",
            "asv.machines.alt.address=alt.example",
            "asv.machines.alt.user=asvdss",
            "asv.machines.alt.key-file=/keys/alt")
        .run(
            context ->
                assertThat(context.getStartupFailure())
                    .rootCause()
                    .hasMessageContaining("asv.machines.alt.known-hosts"));
  }

  @Test
  void a_machine_over_ssh_is_not_asked_before_it_is_needed() {
    application
        .withPropertyValues(
            "asv.machines.alt.type=ssh",
            "asv.machines.alt.address=gibt-es-nicht.invalid",
            "asv.machines.alt.user=asvdss",
            "asv.machines.alt.known-hosts=/keys/known_hosts",
            "asv.machines.alt.key-file=/keys/alt")
        .run(
            context ->
                assertThat(context.getBean(Machines.class).host("alt").name()).isEqualTo("alt"));
  }
}
