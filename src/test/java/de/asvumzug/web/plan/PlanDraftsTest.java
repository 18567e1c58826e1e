package de.asvumzug.web.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import de.asvumzug.plan.Downtime;
import de.asvumzug.plan.LeadTimes;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.plan.release.Release;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A plan as a form and back. */
class PlanDraftsTest {
  private static final PlanJson JSON = new PlanJson();
  private final PlanDrafts drafts = new PlanDrafts(JSON);

  static Stream<Arguments> plans() {
    return PlanExamples.all().entrySet().stream()
        .map(plan -> Arguments.of(plan.getKey(), plan.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plans")
  void an_accepted_plan_sent_again_as_a_form_is_the_same_plan(String what, ObjectNode draft) {
    Migration plan = PlanExamples.read(draft).withId("U-2026-0001");

    PlanForm sent = sentByABrowser(drafts.form(plan));

    assertThat(PlanExamples.read(drafts.draft(sent))).isEqualTo(plan.withId(null));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plans")
  void a_plan_survives_the_way_back_from_the_preview(String what, ObjectNode draft) {
    Migration plan = PlanExamples.read(draft);

    ObjectNode shown = drafts.draft(sentByABrowser(drafts.form(plan)));

    assertThat(drafts.draft(sentByABrowser(drafts.form(shown)))).isEqualTo(shown);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plans")
  void a_file_that_is_downloaded_is_the_same_plan(String what, ObjectNode draft) {
    Migration plan = PlanExamples.read(draft);
    ObjectNode shown = drafts.draft(drafts.form(plan));

    assertThat(PlanExamples.read((ObjectNode) JSON.readYaml(JSON.fileYaml(shown)))).isEqualTo(plan);
    assertThat(PlanExamples.read((ObjectNode) JSON.readJson(JSON.fileJson(shown)))).isEqualTo(plan);
  }

  /** What a browser sends of the page: each field, and of the boxes only those that are ticked. */
  private static PlanForm sentByABrowser(PlanForm form) {
    FormPage page = new FormPage(form, FormFindings.none(), List.of(), Map.of(), true, true);
    Map<String, String[]> parameters = new HashMap<>();
    Stream.concat(
            PlanFields.all().stream()
                .filter(field -> !field.repeated())
                .map(field -> page.field(field.path())),
            Stream.of("schools", "clients", "alternatives")
                .flatMap(list -> page.rows(list).stream().flatMap(List::stream)))
        .filter(field -> !field.kind().equals("FLAG") || field.on())
        .forEach(
            field ->
                parameters.put(
                    field.path(),
                    new String[] {field.kind().equals("FLAG") ? "true" : field.text()}));
    return PlanForm.sent(parameters);
  }

  @Test
  void every_field_that_a_plan_has_is_in_the_form() {
    Set<String> inPlans = new TreeSet<>();
    collect(Migration.class, "", inPlans);
    // The id is given by the store; an old server is always in use.
    inPlans.removeAll(List.of("id", "source.inUse"));
    Set<String> inTheForm =
        PlanFields.all().stream()
            .map(FormField::path)
            .filter(path -> !path.endsWith(PlanFields.OFFSET))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(inTheForm).isEqualTo(inPlans);
  }

  /** Records that a plan has as one text. */
  private static final Set<Class<?>> WRITTEN_AS_ONE =
      Set.of(Release.class, LeadTimes.class, Downtime.class);

  private static void collect(Class<?> type, String path, Set<String> found) {
    for (RecordComponent part : type.getRecordComponents()) {
      String name = path + part.getName();
      if (part.getGenericType() instanceof ParameterizedType list) {
        collect((Class<?>) list.getActualTypeArguments()[0], name + "[].", found);
      } else if (part.getType().isRecord() && !WRITTEN_AS_ONE.contains(part.getType())) {
        collect(part.getType(), name + ".", found);
      } else {
        found.add(name);
      }
    }
  }

  @Test
  void an_empty_form_means_what_an_empty_section_of_options_means() {
    ObjectNode plan = PlanExamples.all().get("a School server");
    Map<String, String> typed = new LinkedHashMap<>();
    PlanFields.all().stream()
        .filter(field -> PlanForm.empty().on(field.path()))
        .forEach(field -> typed.put(field.path(), "true"));

    ObjectNode options = (ObjectNode) drafts.draft(PlanForm.of(typed)).get("options");

    ObjectNode withThem = plan.deepCopy().set("options", options);
    assertThat(PlanExamples.read(withThem)).isEqualTo(PlanExamples.read(plan));
  }

  @Test
  void rows_without_anything_are_left_out_and_the_others_numbered_anew() {
    PlanForm form =
        PlanForm.of(
            Map.of(
                "schools[0].number", " ",
                "schools[3].number", "0001",
                "schools[3].name", "Eins",
                "schools[7].mail", "zwei@schule.example",
                "clients[0].name", ""));

    assertThat(form.rows("schools")).isEqualTo(2);
    assertThat(form.text("schools[0].name")).isEqualTo("Eins");
    assertThat(form.text("schools[1].mail")).isEqualTo("zwei@schule.example");
    assertThat(form.rows("clients")).isZero();
  }

  @Test
  void one_row_is_taken_out_and_what_stands_in_the_others_is_kept() {
    PlanForm form =
        PlanForm.of(Map.of("schools[0].number", "0001", "schools[1].number", "0002", "title", "x"))
            .without("schools", 0);

    assertThat(form.rows("schools")).isEqualTo(1);
    assertThat(form.text("schools[0].number")).isEqualTo("0002");
    assertThat(form.text("title")).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({"30,P30D", "14 Tage,P14D", "1 Tag,P1D", "PT12H,PT12H", "bald,bald"})
  void a_retention_may_be_a_number_of_days(String typed, String inThePlan) {
    ObjectNode plan = drafts.draft(PlanForm.of(Map.of("options.retention", typed)));

    assertThat(plan.at("/options/retention").textValue()).isEqualTo(inThePlan);
  }

  @ParameterizedTest
  @CsvSource({
    "2027-10-31T02:30,+02:00,2027-10-31T02:30+02:00",
    "2027-10-31T02:30,+01:00,2027-10-31T02:30+01:00",
    "2027-10-31T02:30,,2027-10-31T02:30",
    "2027-01-31T02:30,+02:00,2027-01-31T02:30",
    "2027-10-31T02:30,+09:00,2027-10-31T02:30",
    "morgen,+02:00,morgen",
  })
  void which_hour_is_meant_only_counts_where_one_comes_twice(
      String typed, String offset, String inThePlan) {
    Map<String, String> texts = new HashMap<>(Map.of("window.start", typed));
    texts.put("window.startOffset", offset == null ? "" : offset);

    ObjectNode plan = drafts.draft(PlanForm.of(texts));

    assertThat(plan.at("/window/start").textValue()).isEqualTo(inThePlan);
  }

  @ParameterizedTest
  @CsvSource({"15,true", "15.0,false", "fünfzehn,false", "999999999999999999999999,false"})
  void only_whole_numbers_become_numbers(String typed, boolean number) {
    ObjectNode plan = drafts.draft(PlanForm.of(Map.of("source.database.version", typed)));

    assertThat(plan.at("/source/database/version").isIntegralNumber()).isEqualTo(number);
  }

  @Test
  void what_is_no_field_of_the_form_is_passed_over() {
    PlanForm form =
        PlanForm.of(
            Map.of(
                "id", "U-2026-0009",
                "schools[99999999999].number", "0001",
                "schools[0].group", "x",
                "schools[].number", "0001",
                "title[0]", "x"));

    assertThat(drafts.draft(form)).isEqualTo(drafts.draft(PlanForm.of(Map.of())));
  }
}
