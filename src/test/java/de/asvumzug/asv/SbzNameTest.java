package de.asvumzug.asv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.host.OperationFailed;
import de.asvumzug.plan.release.Release;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SbzNameTest {

  @Test
  void the_name_tells_when_and_with_which_data_model_it_was_made() {
    SbzName name = SbzName.parse("20261123005902014.sbz");

    assertThat(name.time()).isEqualTo(LocalDateTime.of(2026, 11, 23, 0, 59));
    assertThat(name.dataModel()).isEqualTo("02014");
    assertThat(name.fits(new Release(2, 14, 12))).isTrue();
    assertThat(name.fits(new Release(2, 13, 480))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sicherung.sbz",
        "2026112300590201.sbz",
        "202611230059020144.sbz",
        "20261123005902014.SBZ",
        "20261123005902014.sbz.teil",
        "20261323005902014.sbz",
        "20260230005902014.sbz",
        "20261123246002014.sbz",
        "../20261123005902014.sbz"
      })
  void any_other_name_is_refused_and_says_what_is_expected(String file) {
    assertThatThrownBy(() -> SbzName.parse(file))
        .isInstanceOf(OperationFailed.class)
        .hasMessageContaining("„" + file + "“")
        .hasMessageContaining("JJJJMMTTHHMM");
  }
}
