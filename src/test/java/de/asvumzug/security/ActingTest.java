package de.asvumzug.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ActingTest {
  private static final String ENGINE = "/camunda/api/engine/engine/default";

  @ParameterizedTest
  @CsvSource({
    "POST, /task/x/complete",
    "POST, /task/x/submit-form",
    "POST, /task/x/claim",
    "PUT, /group/technik/members/x",
    "POST, /user/create",
  })
  void what_changes_something_is_done_by_a_person(String method, String path) {
    assertThat(Acting.isActing(new MockHttpServletRequest(method, ENGINE + path))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /task",
    "POST, /task/count",
    "POST, /filter/x/list",
    "POST, /history/task/count",
    "GET, /task/count",
    "GET, /filter",
  })
  void what_a_page_asks_over_and_over_is_not(String method, String path) {
    assertThat(Acting.isActing(new MockHttpServletRequest(method, ENGINE + path))).isFalse();
  }

  @Test
  void opening_a_task_is_done_by_a_person() {
    assertThat(Acting.isActing(new MockHttpServletRequest("GET", "/api/tasks/x/briefing")))
        .isTrue();
  }
}
