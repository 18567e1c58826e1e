package de.asvumzug.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkTest {
  private final Mark mark = new Mark("U-2026-0001", "r2", false);

  @Test
  void a_mark_of_an_earlier_version_is_known() {
    assertThat(mark.ours("asv-umzug U-2026-0001 r1")).isTrue();
    assertThat(mark.maker("asv-umzug U-2026-0001 r1")).isEqualTo("r1");
  }

  @Test
  void a_move_whose_number_begins_alike_is_another() {
    assertThat(mark.ours("asv-umzug U-2026-00011 r1")).isFalse();
  }

  @Test
  void what_was_loaded_counts_for_its_own_backup_only() {
    String loaded = new Mark("U-2026-0001", "r1", false).loaded("abc");

    assertThat(mark.isLoaded(loaded, "abc")).isTrue();
    assertThat(mark.isLoaded(loaded, "bc")).isFalse();
    assertThat(mark.isLoaded(loaded, "abcd")).isFalse();
    assertThat(mark.maker(loaded)).isEqualTo("r1");
  }

  @Test
  void a_trials_mark_tells_it_from_the_moves_own() {
    Mark trial = new Mark("U-2026-0001", "c1", true);

    assertThat(trial.ofTrial(trial.text())).isTrue();
    assertThat(trial.ofTrial(mark.text())).isFalse();
    assertThat(trial.maker(trial.text())).isEqualTo("c1");
  }
}
