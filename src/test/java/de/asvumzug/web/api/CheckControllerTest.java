package de.asvumzug.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.MigrationLookup;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.trail.AuditEvent;
import de.asvumzug.trail.AuditTrail;
import de.asvumzug.web.WebFixture;
import de.asvumzug.web.command.PreflightService;
import de.asvumzug.web.once.OnceFixture;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.Authentication;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** Checks that have expired are asked for again by technik or betreiber. */
class CheckControllerTest {
  private static final String MOVE = "U-2026-0001";

  private final List<String> started = new ArrayList<>();
  private final List<AuditEvent> lines = new ArrayList<>();
  private final MigrationLookup migrations = mock(MigrationLookup.class);
  private boolean possible = true;
  private final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(
              new CheckController(
                  new PreflightService(
                      migrations, id -> possible && started.add(id), (AuditTrail) lines::add),
                  OnceFixture.unused()))
          .setControllerAdvice(new ApiProblems())
          .build();

  @Test
  void technik_has_both_servers_checked_again_and_it_is_on_the_trail() throws Exception {
    when(migrations.get(any())).thenReturn(mock(Migration.class));

    repeat(WebFixture.TECHNIK).andExpect(status().isAccepted());

    assertThat(started).containsExactly(MOVE);
    assertThat(lines).singleElement().returns("technik", AuditEvent::actor);
  }

  @Test
  void it_management_only_watches() throws Exception {
    when(migrations.get(any())).thenReturn(mock(Migration.class));

    repeat(WebFixture.ITM).andExpect(status().isForbidden());

    assertThat(started).isEmpty();
  }

  @Test
  void one_check_at_a_time() throws Exception {
    when(migrations.get(any())).thenReturn(mock(Migration.class));
    possible = false;

    repeat(WebFixture.TECHNIK)
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.detail", containsString("läuft schon")));

    assertThat(lines).isEmpty();
  }

  @Test
  void a_move_that_does_not_exist_is_not_checked() throws Exception {
    when(migrations.get(any())).thenThrow(new UnknownMigration(MOVE));

    repeat(WebFixture.TECHNIK).andExpect(status().isNotFound());

    assertThat(started).isEmpty();
  }

  private ResultActions repeat(Authentication who) throws Exception {
    return mvc.perform(post("/api/migrations/" + MOVE + "/checks").principal(who));
  }
}
