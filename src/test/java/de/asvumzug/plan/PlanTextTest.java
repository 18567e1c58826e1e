package de.asvumzug.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.plan.intake.PlanUnreadable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts of plans: whatever is not read whole is refused in words. */
class PlanTextTest {
  private final PlanJson plans = new PlanJson();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title: &t Umzug\nscope: *t\n",
        "source: &s { machine: alt }\ntarget: *s\n",
        "source: { machine: alt }\ntarget:\n  <<: *nichts\n",
        "schools: [ &e { number: '0001' }, *e ]\n",
        "title: !!binary SGFsbG8=\n",
        "title: !ruby/object:Gem x\n",
      })
  void anchors_and_types_are_refused_with_their_line(String yaml) {
    assertThatThrownBy(() -> plans.readYaml(yaml.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(PlanUnreadable.class)
        .hasMessageContaining("Anker")
        .hasMessageContaining("Zeile");
  }

  @Test
  void signs_of_anchors_within_a_text_are_text() {
    assertThat(
            plans
                .readYaml("title: Schule & Hort *neu* !\n".getBytes(StandardCharsets.UTF_8))
                .get("title")
                .asText())
        .isEqualTo("Schule & Hort *neu* !");
  }

  @Test
  void another_encoding_is_named_with_the_place() {
    byte[] latin = "title: x\nscope: Grün\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> plans.readYaml(latin))
        .isInstanceOf(PlanUnreadable.class)
        .hasMessageContaining("0xFC an Stelle 18 (Zeile 2)")
        .hasMessageContaining("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32"})
  void two_bytes_a_letter_are_no_utf_8(String encoding) {
    byte[] text = "{\"title\": \"x\"}".getBytes(Charset.forName(encoding));

    assertThatThrownBy(() -> plans.readJson(text))
        .isInstanceOf(PlanUnreadable.class)
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> plans.readYaml(text)).isInstanceOf(PlanUnreadable.class);
  }

  @Test
  void a_byte_order_mark_is_read_over() {
    assertThat(plans.readYaml("\uFEFFtitle: x\n".getBytes(StandardCharsets.UTF_8)).has("title"))
        .isTrue();
  }

  @Test
  void whatever_a_text_is_made_of_it_is_read_or_refused_in_words() {
    byte[] good = PlanFixture.yaml();
    Random random = new Random(7);
    for (int number = 0; number < 3_000; number++) {
      byte[] text = good.clone();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        text[random.nextInt(text.length)] = (byte) random.nextInt(256);
      }
      assertThatCode(
              () -> {
                try {
                  plans.readYaml(text);
                } catch (PlanUnreadable e) {
                  assertThat(e.getMessage()).contains("Bitte");
                }
              })
          .as("change %s", number)
          .doesNotThrowAnyException();
    }
  }
}
