package de.asvumzug.task.school;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.task.PersonTasks;
import de.asvumzug.task.PersonTasksFixture;
import de.asvumzug.task.briefing.TaskItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A school's task asks the same on its page and in the Tasklist. */
class SchoolFormsTest {
  private static final PersonTasks TASKS = PersonTasksFixture.with();

  static Stream<String> elements() {
    return Stream.of(
        "agreeSchedule",
        "exportReports",
        "refreshApplicationData",
        "recheckData",
        "completeTenantData");
  }

  private static SchoolForm form(String element) {
    return ((SchoolTask) TASKS.of(element)).form();
  }

  private static String html(String element) throws IOException {
    String file = element.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
    return Files.readString(Path.of("processes/forms", file + ".html"));
  }

  private static List<String> all(String regex, String text) {
    Matcher found = Pattern.compile(regex).matcher(text);
    return found.results().map(result -> result.group(1)).toList();
  }

  @ParameterizedTest
  @MethodSource("elements")
  void both_forms_have_the_same_fields(String element) throws IOException {
    assertThat(all("cam-variable-name=\"([^\"]+)\"", html(element)))
        .containsExactlyInAnyOrder(form(element).question().field(), SchoolForm.COMMENT);
    assertThat(html(element).contains("data-asv-items=")).isEqualTo(form(element).points() != null);
  }

  @ParameterizedTest
  @MethodSource("elements")
  void both_forms_ask_the_same_question_and_offer_the_same_answers(String element)
      throws IOException {
    SchoolQuestion question = form(element).question();
    if (question instanceof YesOrNo choice) {
      assertThat(all("<label for=\"" + choice.field() + "\">([^<]+)</label>", html(element)))
          .containsExactly(choice.text());
      assertThat(all("<option value=\"true\">([^<]+)</option>", html(element)))
          .containsExactly(choice.label(true));
      assertThat(all("<option value=\"false\">([^<]+)</option>", html(element)))
          .containsExactly(choice.label(false));
    } else {
      assertThat(all("<span>([^<]+)</span>", html(element))).containsExactly(question.text());
    }
  }

  @ParameterizedTest
  @MethodSource("elements")
  void the_remark_has_the_same_limits_and_help(String element) throws IOException {
    String html = html(element);
    assertThat(all("ng-minlength=\"([0-9]+)\"", html)).containsExactly("" + SchoolForm.SHORTEST);
    assertThat(all("ng-maxlength=\"([0-9]+)\"", html)).containsExactly("" + SchoolForm.LONGEST);
    assertThat(all("id=\"comment-help\">([^<]+)<", html))
        .isEqualTo(Stream.ofNullable(form(element).help()).toList());
    assertThat(
            html.contains("ng-required=\"" + form(element).question().field() + " === 'false'\""))
        .isNotEqualTo(form(element).optionalRemark());
  }

  @ParameterizedTest
  @MethodSource("elements")
  void each_answer_says_what_comes_next(String element) {
    SchoolQuestion question = form(element).question();

    assertThat(question.next(true)).endsWith(".");
    assertThat(question.next(false)).endsWith(".");
    assertThat(
            question instanceof Confirmation || !question.next(true).equals(question.next(false)))
        .isTrue();
  }

  @Test
  void what_was_left_open_is_no_answer() {
    assertThat(form("recheckData").variables(null, "", List.of(), Set.of())).isEmpty();
  }

  @Test
  void each_point_is_sent_confirmed_or_not_as_the_tasklist_does() {
    List<TaskItem> items = List.of(new TaskItem("a", "A", ""), new TaskItem("b", "B", ""));

    assertThat(form("completeTenantData").variables(true, "gut", items, Set.of("b", "fremd")))
        .isEqualTo(
            Map.of(
                "dataComplete",
                true,
                "comment",
                "gut",
                "item_0",
                "{\"key\":\"a\",\"answer\":\"\",\"reason\":null}",
                "item_1",
                "{\"key\":\"b\",\"answer\":\"accepted\",\"reason\":null}"));
  }

  @Test
  void points_of_a_task_that_has_none_are_not_sent() {
    List<TaskItem> items = List.of(new TaskItem("a", "A", ""));

    assertThat(form("recheckData").variables(true, "", items, Set.of("a")))
        .containsOnlyKeys("dataComplete");
  }
}
