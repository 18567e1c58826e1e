package de.asvumzug.security.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

/** What no page sends is refused before the database stumbles over it. */
class EngineRequestTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"createdBefore\": 998144293949148776}",
        "{\"createdAfter\": -998144293949148776}",
        "{\"candidateUser\": 5.429833456002439E299}",
        "{\"createdBefore\": \"31631903-07-11T18:45:48.776+0000\"}",
        "{\"orQueries\": [{\"createdBefore\": \"-9999-01-01\"}]}",
      })
  void a_time_that_no_column_takes_is_refused(String body) {
    assertThatThrownBy(() -> EngineRequest.read(post(body)))
        .isInstanceOfSatisfying(
            EngineRequest.Unfit.class, unfit -> assertThat(unfit.status().value()).isEqualTo(400));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"nameLike\": \"\\\\\"}",
        "{\"orQueries\": [{\"processInstanceBusinessKeyLike\": \"%a\\\\\\\\\\\\\"}]}",
        "{\"processVariables\": [{\"name\": \"a\", \"operator\": \"like\", \"value\": \"\\\\\"}]}",
      })
  void a_pattern_that_ends_in_the_middle_is_refused_in_words(String body) {
    assertThatThrownBy(() -> EngineRequest.read(post(body)))
        .isInstanceOf(EngineRequest.Unfit.class)
        .hasMessageContaining("Suchtext");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "processInstanceBusinessKeyLike=%5C",
        "variables=a_eq_1,b_like_x%5C",
        "variables=a_notLike_x%5C,b_eq_1",
      })
  void a_parameter_that_ends_in_the_middle_of_a_pattern_is_refused_in_words(String query) {
    MockHttpServletRequest request =
        new MockHttpServletRequest("GET", "/engine-rest/history/process-instance");
    request.setQueryString(query);
    assertThatThrownBy(() -> EngineRequest.read(request))
        .isInstanceOf(EngineRequest.Unfit.class)
        .hasMessageContaining("Suchtext");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"\\\\\", \"nameLike\": \"\\\\\\\\\"}",
        "{\"createdBefore\": \"2026-11-27T10:00:00.000+0100\"}",
        "{\"createdBefore\": 1795773600000}",
        "{\"maxResults\": 15, \"nameLike\": \"%12345-67%\"}",
      })
  void what_pages_send_is_read(String body) throws Exception {
    assertThat(EngineRequest.read(post(body)).hasBody()).isTrue();
  }

  private static MockHttpServletRequest post(String body) {
    MockHttpServletRequest request =
        new MockHttpServletRequest("POST", "/camunda/api/engine/engine/default/task/count");
    request.setContentType("application/json");
    request.setContent(body.getBytes(StandardCharsets.UTF_8));
    return request;
  }
}
