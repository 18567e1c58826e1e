package de.asvumzug.security.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What a page on another site can make a browser send changes nothing. */
class StructuredBodiesOnlyTest {
  private final FilterChain chain = mock(FilterChain.class);

  private static MockHttpServletRequest post() {
    return new MockHttpServletRequest("POST", "/api/migrations/U-2026-0001/checks");
  }

  private boolean passes(MockHttpServletRequest request) throws Exception {
    MockHttpServletResponse response = new MockHttpServletResponse();
    new StructuredBodiesOnly(mock(Problems.class)).doFilter(request, response, chain);
    try {
      verify(chain).doFilter(request, response);
      return true;
    } catch (AssertionError e) {
      verify(chain, never()).doFilter(request, response);
      return false;
    }
  }

  @Test
  void a_program_may_post_nothing() throws Exception {
    assertThat(passes(post())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, https://elsewhere.example",
    "Origin, 'null'",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Mode, no-cors",
    "Referer, https://elsewhere.example/"
  })
  void a_browser_may_not(String header, String value) throws Exception {
    MockHttpServletRequest request = post();
    request.addHeader(header, value);
    assertThat(passes(request)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
  void what_a_form_sends_is_refused(String type) throws Exception {
    MockHttpServletRequest request = post();
    request.setContentType(type);
    request.setContent("x=1".getBytes());
    assertThat(passes(request)).isFalse();
  }

  @Test
  void a_body_without_a_type_is_refused() throws Exception {
    MockHttpServletRequest request = post();
    request.setContent("title: x".getBytes());
    assertThat(passes(request)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/yaml; charset=utf-8"})
  void json_and_yaml_pass(String type) throws Exception {
    MockHttpServletRequest request = post();
    request.setContentType(type);
    assertThat(passes(request)).isTrue();
  }
}
