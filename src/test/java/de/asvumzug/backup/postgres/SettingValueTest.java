package de.asvumzug.backup.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettingValueTest {
  @Test
  void a_list_of_names_comes_without_its_quotes() {
    assertThat(SettingValue.elements("search_path", "asv, \"Größe, \"\"alt\"\"\", public"))
        .containsExactly("asv", "Größe, \"alt\"", "public");
  }

  @Test
  void an_empty_list_has_no_elements_and_an_empty_name_is_one() {
    assertThat(SettingValue.elements("temp_tablespaces", "")).isEmpty();
    assertThat(SettingValue.elements("search_path", "\"\"")).containsExactly("");
  }

  @Test
  void another_setting_is_one_text_whatever_is_in_it() {
    assertThat(SettingValue.elements("DateStyle", "ISO, DMY")).containsExactly("ISO, DMY");
  }
}
