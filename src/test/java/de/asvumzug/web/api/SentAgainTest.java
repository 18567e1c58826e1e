package de.asvumzug.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.PlanFixture;
import de.asvumzug.web.WebFixture;
import de.asvumzug.web.once.OnceFixture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** A program that got no answer sends its request again; on real PostgreSQL. */
class SentAgainTest {
  private static final String KEY = "6f1c1a2e-5b7d-4c0e-9f55-2f1f0f4f8a10";
  private static final Authentication OTHER = WebFixture.person("technik2", "technik");
  private static WebFixture web;

  private final ObjectNode plan = PlanFixture.goodPlan();

  @BeforeAll
  static void start() {
    web = new WebFixture();
  }

  @BeforeEach
  void empty() {
    web.store
        .jdbc
        .sql("truncate umzug.migration, umzug.migration_number, umzug.vote, umzug.request_answer")
        .update();
    web.started.clear();
    web.lines.clear();
    web.engineFails = false;
    web.abortable = true;
    web.beforeStart = () -> {};
  }

  private MockHttpServletRequestBuilder submission(String key, Authentication who) {
    MockHttpServletRequestBuilder request =
        post("/api/migrations")
            .principal(who)
            .contentType(MediaType.APPLICATION_JSON)
            .content(plan.toString().getBytes(StandardCharsets.UTF_8));
    return key == null ? request : request.header("Idempotency-Key", key);
  }

  private MockHttpServletResponse submit(String key) throws Exception {
    return web.mvc.perform(submission(key, WebFixture.TECHNIK)).andReturn().getResponse();
  }

  @Test
  void the_same_request_gets_the_same_answer_and_begins_nothing_twice() throws Exception {
    MockHttpServletResponse first = submit(KEY);
    MockHttpServletResponse second = submit(KEY);

    assertThat(second.getStatus()).isEqualTo(first.getStatus()).isEqualTo(201);
    assertThat(second.getHeader("Location")).isEqualTo(first.getHeader("Location"));
    assertThat(id(second)).isEqualTo(id(first)).isEqualTo("U-2026-0001");
    assertThat(second.getContentType()).startsWith("application/json");
    assertThat(first.containsHeader("Idempotency-Replayed")).isFalse();
    assertThat(second.getHeader("Idempotency-Replayed")).isEqualTo("true");
    assertThat(web.started).hasSize(1);
    assertThat(web.store.storedPlans()).isEqualTo(1);
    assertThat(web.lines).hasSize(1);
  }

  private static String id(MockHttpServletResponse answer) throws Exception {
    return new ObjectMapper().readTree(answer.getContentAsByteArray()).path("id").asText();
  }

  @Test
  void quotes_around_a_key_are_not_part_of_it() throws Exception {
    submit(KEY);
    submit("\"" + KEY + "\"");
    assertThat(web.started).hasSize(1);
  }

  @Test
  void without_a_key_each_request_is_one_of_its_own() throws Exception {
    submit(null);
    submit(null);
    assertThat(web.started).hasSize(2);
  }

  @Test
  void another_body_under_the_same_key_is_refused_and_begins_nothing() throws Exception {
    submit(KEY);
    plan.put("title", "Ein anderer Umzug");
    web.mvc
        .perform(submission(KEY, WebFixture.TECHNIK))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.title").value("Schlüssel vergeben"))
        .andExpect(jsonPath("$.detail").value(containsString("einen neuen Wert nehmen")));
    assertThat(web.started).hasSize(1);
  }

  @Test
  void the_keys_of_two_accounts_never_meet() throws Exception {
    submit(KEY);
    web.mvc
        .perform(submission(KEY, OTHER))
        .andExpect(status().isCreated())
        .andExpect(header().doesNotExist("Idempotency-Replayed"));
    assertThat(web.started).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "kurz", "mit leerzeichen drin", "ümlaut-1234", "\"offen-12345678"})
  void a_key_of_another_form_is_refused_and_begins_nothing(String key) throws Exception {
    web.mvc
        .perform(submission(key, WebFixture.TECHNIK))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.detail").value(containsString("etwa eine UUID")));
    assertThat(web.started).isEmpty();
  }

  @Test
  void a_key_that_is_too_long_or_sent_twice_is_refused() throws Exception {
    web.mvc
        .perform(submission("a".repeat(129), WebFixture.TECHNIK))
        .andExpect(status().isBadRequest());
    web.mvc
        .perform(submission(KEY, WebFixture.TECHNIK).header("Idempotency-Key", "noch-einer-12345"))
        .andExpect(status().isBadRequest());
    assertThat(web.started).isEmpty();
  }

  @Test
  void a_refusal_is_not_kept_so_that_the_same_request_may_be_put_right_and_sent_again()
      throws Exception {
    web.engineFails = true;
    assertThat(submit(KEY).getStatus()).isEqualTo(500);
    web.engineFails = false;
    assertThat(submit(KEY).getStatus()).isEqualTo(201);
    assertThat(web.store.storedPlans()).isEqualTo(1);
  }

  @Test
  void an_abort_that_is_sent_again_is_told_that_it_began() throws Exception {
    String id = "/api/migrations/U-2026-0001/abort";
    submit(null);
    MockHttpServletRequestBuilder abort =
        post(id)
            .principal(WebFixture.TECHNIK)
            .contentType(MediaType.APPLICATION_JSON)
            .content("{\"reason\":\"Die Leitung ist gestört.\"}")
            .header("Idempotency-Key", KEY);
    web.mvc.perform(abort).andExpect(status().isAccepted());
    web.abortable = false;
    web.mvc.perform(abort).andExpect(status().isAccepted());
    assertThat(web.lines).hasSize(2);
  }

  @Test
  void after_a_day_a_key_is_free_again() throws Exception {
    submit(KEY);
    expire();
    assertThat(submit(KEY).getHeader("Idempotency-Replayed")).isNull();
    assertThat(web.started).hasSize(2);
  }

  @Test
  void expired_answers_are_deleted() throws Exception {
    submit(KEY);
    OnceFixture.deleteExpired(web.store.jdbc);
    assertThat(kept()).isEqualTo(1);
    expire();
    OnceFixture.deleteExpired(web.store.jdbc);
    assertThat(kept()).isZero();
  }

  private static void expire() {
    web.store
        .jdbc
        .sql("update umzug.request_answer set expires_at = now() - interval '1 second'")
        .update();
  }

  private static long kept() {
    return web.store
        .jdbc
        .sql("select count(*) from umzug.request_answer")
        .query(Long.class)
        .single();
  }

  @Test
  void of_two_at_the_same_time_one_acts_and_the_other_waits_for_its_answer() throws Exception {
    CountDownLatch inTheMiddle = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    web.beforeStart =
        () -> {
          inTheMiddle.countDown();
          pass(goOn);
        };
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Future<MockHttpServletResponse> first = two.submit(() -> submit(KEY));
      pass(inTheMiddle);
      Future<MockHttpServletResponse> second = two.submit(() -> submit(KEY));
      awaitOneThatWaits();
      goOn.countDown();

      assertThat(first.get(20, TimeUnit.SECONDS).getStatus()).isEqualTo(201);
      MockHttpServletResponse again = second.get(20, TimeUnit.SECONDS);
      assertThat(again.getStatus()).isEqualTo(201);
      assertThat(again.getHeader("Idempotency-Replayed")).isEqualTo("true");
      assertThat(again.getHeader("Location")).isEqualTo(first.get().getHeader("Location"));
    } finally {
      goOn.countDown();
      two.shutdownNow();
    }
    assertThat(web.started).hasSize(1);
    assertThat(web.store.storedPlans()).isEqualTo(1);
  }

  @Test
  void the_second_is_asked_to_come_back_if_the_first_takes_long() throws Exception {
    CountDownLatch inTheMiddle = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    web.beforeStart =
        () -> {
          inTheMiddle.countDown();
          pass(goOn);
        };
    ExecutorService one = Executors.newSingleThreadExecutor();
    try {
      Future<MockHttpServletResponse> first = one.submit(() -> submit(KEY));
      pass(inTheMiddle);
      web.mvc
          .perform(submission(KEY, WebFixture.TECHNIK))
          .andExpect(status().isConflict())
          .andExpect(header().string("Retry-After", "5"))
          .andExpect(jsonPath("$.title").value("Wird gerade bearbeitet"));
      goOn.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS).getStatus()).isEqualTo(201);
    } finally {
      goOn.countDown();
      one.shutdownNow();
    }
    assertThat(submit(KEY).getHeader("Idempotency-Replayed")).isEqualTo("true");
    assertThat(web.started).hasSize(1);
  }

  @Test
  void the_one_that_waited_acts_if_the_first_has_failed() throws Exception {
    CountDownLatch inTheMiddle = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    web.engineFails = true;
    web.beforeStart =
        () -> {
          inTheMiddle.countDown();
          pass(goOn);
        };
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Future<MockHttpServletResponse> first = two.submit(() -> submit(KEY));
      pass(inTheMiddle);
      web.beforeStart = () -> web.engineFails = false;
      Future<MockHttpServletResponse> second = two.submit(() -> submit(KEY));
      awaitOneThatWaits();
      goOn.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS).getStatus()).isEqualTo(500);
      assertThat(second.get(20, TimeUnit.SECONDS).getStatus()).isEqualTo(201);
    } finally {
      goOn.countDown();
      two.shutdownNow();
    }
    assertThat(web.store.storedPlans()).isEqualTo(1);
  }

  private static void pass(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** As PostgreSQL sees it. */
  private static void awaitOneThatWaits() {
    await()
        .atMost(Duration.ofSeconds(4))
        .until(
            () ->
                web.store
                        .jdbc
                        .sql(
                            """
                            select count(*) from pg_stat_activity
                             where datname = current_database() and wait_event_type = 'Lock'
                               and query like 'insert into umzug.request_answer%'
                            """)
                        .query(Long.class)
                        .single()
                    == 1);
  }
}
