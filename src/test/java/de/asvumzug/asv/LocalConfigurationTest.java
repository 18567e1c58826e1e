package de.asvumzug.asv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LocalConfigurationTest {

  @Test
  void keeps_order_comments_blank_lines_and_line_ends() {
    String text =
        "# für München\r\n\r\nserver.url=https://alt:8765\r\n; Rest\r\nclient.port = 8765\r\n";

    LocalConfiguration changed =
        LocalConfiguration.parse(text).with("server.url", "https://neu:8765");

    assertThat(changed.text()).isEqualTo(text.replace("alt", "neu"));
  }

  @Test
  void adds_a_new_key_after_a_last_line_without_line_end() {
    assertThat(LocalConfiguration.parse("a=1").with("b", "2").text()).isEqualTo("a=1\nb=2\n");
  }

  @Test
  void reads_the_last_of_several_lines_and_leaves_one() {
    LocalConfiguration file = LocalConfiguration.parse("a=1\nb=x\na=2\n");

    assertThat(file.get("a")).contains("2");
    assertThat(file.with("a", "3").text()).isEqualTo("a=3\nb=x\n");
  }

  @Test
  void leaves_a_commented_out_key_alone() {
    assertThat(LocalConfiguration.parse("#server.url=x\n").with("server.url", "y").text())
        .isEqualTo("#server.url=x\nserver.url=y\n");
  }

  @Test
  void keeps_windows_paths_and_equals_signs_in_values() {
    LocalConfiguration file = LocalConfiguration.parse("p=C:\\ASV\\Server\nu=jdbc:h2:x;A=B\n");

    assertThat(file.values())
        .containsExactly(Map.entry("p", "C:\\ASV\\Server"), Map.entry("u", "jdbc:h2:x;A=B"));
  }

  @Test
  void reads_a_line_that_goes_on_in_the_next() {
    LocalConfiguration file = LocalConfiguration.parse("list=a,\\\n  b\nnext=1\n");

    assertThat(file.get("list")).contains("a,b");
    assertThat(file.with("next", "2").text()).isEqualTo("list=a,\\\n  b\nnext=2\n");
  }

  @Test
  void writes_a_file_of_older_encoding_as_it_was() {
    byte[] old = "ort=München\n".getBytes(StandardCharsets.ISO_8859_1);

    LocalConfiguration file = LocalConfiguration.parse(old);

    assertThat(file.get("ort")).contains("München");
    assertThat(file.with("x", "ä").bytes())
        .isEqualTo("ort=München\nx=ä\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void finds_the_first_key_behind_a_byte_order_mark() {
    LocalConfiguration file = LocalConfiguration.parse("\uFEFFa=1\n");

    assertThat(file.with("a", "2").text()).isEqualTo("\uFEFFa=2\n");
  }

  @Test
  void refuses_a_value_that_would_make_a_second_line() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalConfiguration.empty().with("server.url", "x\nremote.server.url=y"));
  }

  @Test
  void tells_no_value_in_its_description() {
    assertThat(LocalConfiguration.parse("database.password=geheim\n"))
        .hasToString("LocalConfiguration[database.password]");
  }
}
