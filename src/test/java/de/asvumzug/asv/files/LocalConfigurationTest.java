package de.asvumzug.asv.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    LocalConfiguration file = LocalConfiguration.parse("p=C:\\\\ASV\\\\Server\nu=jdbc:h2:x;A=B\n");

    assertThat(file.values())
        .containsExactly(Map.entry("p", "C:\\ASV\\Server"), Map.entry("u", "jdbc:h2:x;A=B"));
    assertThat(file.with("p", "D:\\ASV").text()).isEqualTo("p=D:\\\\ASV\nu=jdbc:h2:x;A=B\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server.url=https\\://alt\\:8765",
        "server.url: https://alt:8765",
        "server.url https://alt:8765",
        "  server.url\t=\thttps://alt:8765",
        "server\\.url=https://\\u0061lt:8765",
        "server.url=https://\\\n    alt:8765",
        "server.url \\\r\n  = https://alt:8765",
      })
  void reads_what_java_reads_and_keeps_how_a_line_begins(String line) throws Exception {
    Properties java = new Properties();
    java.load(new StringReader(line));
    assertThat(java).containsEntry("server.url", "https://alt:8765");

    LocalConfiguration file = LocalConfiguration.parse("# x\n" + line + "\nb=1\n");

    assertThat(file.get("server.url")).contains("https://alt:8765");
    LocalConfiguration changed = file.with("server.url", "http://neu:1\\x");
    assertThat(changed.text()).startsWith("# x\n").endsWith("\nb=1\n");
    java.load(new StringReader(changed.text()));
    assertThat(java).containsEntry("server.url", "http://neu:1\\x").containsEntry("b", "1");
  }

  @Test
  void a_line_keeps_the_sign_between_key_and_value() {
    assertThat(
            LocalConfiguration.parse("a : 1\nb  2\nc\n")
                .merged(Map.of("a", "3", "b", "4", "c", "5"))
                .text())
        .isEqualTo("a : 3\nb  4\nc=5\n");
  }

  @Test
  void a_sign_that_an_older_encoding_lacks_is_written_as_java_does() throws Exception {
    byte[] old = "ort=München\n".getBytes(StandardCharsets.ISO_8859_1);

    byte[] written = LocalConfiguration.parse(old).with("x", "Łódź €").bytes();

    Properties java = new Properties();
    java.load(new ByteArrayInputStream(written));
    assertThat(java).containsEntry("x", "Łódź €").containsEntry("ort", "München");
  }

  @Test
  void whatever_value_is_set_java_reads_it_again() throws Exception {
    Random random = new Random(42);
    String signs = " =:#!;\\\t\"'äß€ab\u2028[]";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder value = new StringBuilder();
      for (int n = random.nextInt(8); n > 0; n--) {
        value.append(signs.charAt(random.nextInt(signs.length())));
      }
      String key = "k" + random.nextInt(5);
      LocalConfiguration file =
          LocalConfiguration.parse("k1 = a\nk2:b\nk3 c\n").with(key, value.toString());
      Properties java = new Properties();
      java.load(new StringReader(file.text()));
      assertThat(java).containsEntry(key, value.toString());
      assertThat(LocalConfiguration.parse(file.text()).values()).isEqualTo(file.values());
    }
  }

  @Test
  void whatever_a_file_holds_every_byte_stays_but_those_of_the_value_that_is_set() {
    Random random = new Random(1492);
    byte[] good =
        "\uFEFF# Größe\r\nserver.url=https\\://alt\r\n; Rest\r\n[Teil]\r\nlist=a,\\\r\n  b\r\nk\\u00e4=1\r\n"
            .getBytes(StandardCharsets.UTF_8);
    for (int number = 0; number < 2_500; number++) {
      byte[] content = Arrays.copyOf(good, good.length - random.nextInt(3));
      for (int changes = random.nextInt(5); changes > 0; changes--) {
        content[random.nextInt(content.length)] = (byte) random.nextInt(256);
      }
      LocalConfiguration file = LocalConfiguration.parse(content);
      assertThat(file.bytes()).as("file %s", number).isEqualTo(content);
      LocalConfiguration changed = file.with("server.port", "8765");
      assertThat(changed.get("server.port")).contains("8765");
      assertThat(LocalConfiguration.parse(changed.bytes()).values())
          .as("file %s", number)
          .isEqualTo(changed.values());
    }
  }

  @Test
  void an_escape_that_is_none_is_left_alone() {
    assertThat(LocalConfiguration.parse("a=\\uXYZ\nb=1\n").with("b", "2").text())
        .isEqualTo("a=\\uXYZ\nb=2\n");
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
