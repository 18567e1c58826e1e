package de.asvumzug.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A machine of a site, seen from the centre. */
class WorkerOnlyHostTest {
  private final Host host =
      new WorkerOnlyHost("alt", "nord", Host.OperatingSystem.LINUX, "/srv/umzug");

  @Test
  void its_name_and_its_work_folder_are_known() {
    assertThat(host.name()).isEqualTo("alt");
    assertThat(host.workFolder()).isEqualTo("/srv/umzug");
  }

  @Test
  void whatever_would_touch_it_is_refused_for_good_and_names_the_site() {
    assertThatThrownBy(() -> host.run(Command.of("true")))
        .isInstanceOfSatisfying(
            OperationFailed.class, failed -> assertThat(failed.worthRetrying()).isFalse())
        .hasMessageContaining("alt")
        .hasMessageContaining("nord");
    assertThatThrownBy(host::files).isInstanceOf(OperationFailed.class);
    assertThatThrownBy(host::jobs).isInstanceOf(OperationFailed.class);
  }
}
