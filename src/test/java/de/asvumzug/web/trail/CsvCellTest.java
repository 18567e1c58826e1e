package de.asvumzug.web.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|' /C calc'!A0",
        "+1+1",
        "-2+3",
        "@SUM(1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
        "  =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\uFF1D1+1",
        "a;=1+1",
        "a,=1+1",
        "a, =1+1",
        "a\t=1+1",
        "a\r\n=1+1",
        "a\";=1+1",
        "a\"=1+1",
        "a'=1+1",
        "\"=HYPERLINK(\"\"http://x\"\")\"",
        "=",
        "--1",
      })
  void no_part_of_a_cell_begins_a_formula(String hostile) {
    String cell = CsvCell.of(hostile);
    assertThat(cell).doesNotContain("\t", "\r", "\n");
    // Cut wherever a program might cut.
    for (String part : cell.split("[;,|\"]")) {
      assertThat(part.strip().replaceAll("^[\\p{Z}\\p{Cf}]+", ""))
          .as("in " + cell)
          .doesNotMatch("[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20].*");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Der Plan wurde angenommen.|Der Plan wurde angenommen.",
        "systemctl is-active asv-server|systemctl is-active asv-server",
        "U-2026-0001|U-2026-0001",
        "pg_dump --jobs=4 -Fd|pg_dump --jobs=4 -Fd",
        "a@b.example|a@b.example",
      })
  void an_ordinary_text_stays_as_it_is(String text, String cell) {
    assertThat(CsvCell.of(text)).isEqualTo(cell);
  }

  @Test
  void nothing_is_an_empty_cell() {
    assertThat(List.of(CsvCell.of(null), CsvCell.of(""))).containsOnly("");
  }

  @Test
  void a_break_becomes_a_space() {
    assertThat(CsvCell.of("eins\r\nzwei\tdrei")).isEqualTo("eins zwei drei");
  }
}
