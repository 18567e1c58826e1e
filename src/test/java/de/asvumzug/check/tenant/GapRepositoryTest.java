package de.asvumzug.check.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.plan.PlanStore;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapRepositoryTest {
  private static final Gap REPORTS =
      new Gap("0001", "own-reports", "Eigene Berichte", List.of("Größe, \"A\"", ""), 2);
  private static final Gap USERS = new Gap("0001", "users", "Benutzer", List.of(), 3);
  private final GapRepository store = new GapRepository(new PlanStore().jdbc);

  @Test
  void keeps_the_gaps_of_a_school_in_their_order() {
    store.replace("U-1", "0001", List.of(USERS, REPORTS));

    assertThat(store.find("U-1", "0001")).containsExactly(USERS, REPORTS);
  }

  @Test
  void has_the_same_rows_after_a_second_run() {
    store.replace("U-1", "0001", List.of(REPORTS, USERS));
    store.replace("U-1", "0001", List.of(REPORTS));

    assertThat(store.find("U-1", "0001")).containsExactly(REPORTS);
  }

  @Test
  void deletes_those_of_one_move_only() {
    store.replace("U-1", "0001", List.of(REPORTS));
    store.replace("U-2", "0001", List.of(USERS));

    store.delete("U-1");

    assertThat(store.find("U-1", "0001")).isEmpty();
    assertThat(store.find("U-2", "0001")).containsExactly(USERS);
  }
}
