package de.asvumzug.plan.release;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.release.ReleaseLadder.Fit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseLadderTest {
  private final ReleaseLadder counted = new ReleaseLadder(new ReleaseSettings(List.of()));

  /** The rows of doku.asv.bayern.de/alle/technik/backup/versionswechsel and what follows. */
  @ParameterizedTest
  @CsvSource({
    "2.14.12, 2.14.12, SAME",
    "2.14.10, 2.14.12, SAME",
    "2.13.480, 2.14.12, PRECEDING",
    "2.12.463, 2.14.12, OLDER",
    "1.27.3, 2.14.12, OLDER",
    "2.14.13, 2.14.12, NEWER",
    "2.15.1, 2.14.12, NEWER",
    "3.0.1, 2.14.12, NEWER"
  })
  void knows_which_backup_fits_which_version(String from, String to, Fit expected) {
    assertThat(counted.fit(Release.parse(from), Release.parse(to))).isEqualTo(expected);
  }

  @Test
  void a_whole_server_climbs_to_the_release_before_the_new_one() {
    assertThat(counted.advice(Release.parse("2.11.1"), Release.parse("2.14.12"), false))
        .startsWith(
            "2.11 → 2.12 → 2.13 → 2.14: zuerst den alten Server mit dem Updateinstaller auf 2.12,"
                + " dann auf 2.13 bringen")
        .contains("Zwischeninstallation");
  }

  @Test
  void a_school_backup_climbs_to_the_release_of_the_new_server() {
    assertThat(counted.advice(Release.parse("2.13.480"), Release.parse("2.14.12"), true))
        .startsWith(
            "2.13 → 2.14: zuerst den alten Server mit dem Updateinstaller auf 2.14 bringen");
  }

  @Test
  void the_list_of_the_settings_counts_where_the_numbers_jump() {
    ReleaseLadder listed = new ReleaseLadder(new ReleaseSettings(List.of("2.20", "2.22", "3.0")));

    assertThat(listed.fit(Release.parse("2.22.1"), Release.parse("3.0.1")))
        .isEqualTo(Fit.PRECEDING);
    assertThat(listed.rungs(Release.parse("2.20.1"), Release.parse("3.0.1")))
        .containsExactly("2.20", "2.22", "3.0");
  }

  @Test
  void says_so_where_nobody_knows_what_lies_between() {
    assertThat(counted.advice(Release.parse("1.27.3"), Release.parse("2.14.12"), false))
        .contains("asv.releases.order");
  }
}
