package de.asvumzug.check.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The texts are what PostgreSQL 13, 14, 15 and 18 write before and after a restore. */
class DefinitionTextTest {
  @Test
  void a_cast_of_a_list_is_the_same_as_casts_of_what_is_in_it() {
    assertThat(
            DefinitionText.restored(
                "CHECK (((art)::text = ANY ((ARRAY['A'::character varying, 'B'::character varying])::text[])))"))
        .isEqualTo(
            DefinitionText.restored(
                "CHECK (((art)::text = ANY (ARRAY[('A'::character varying)::text, ('B'::character varying)::text])))"));
  }

  @Test
  void so_it_is_for_columns_in_lists_and_lists_of_lists() {
    assertThat(
            DefinitionText.restored("((ARRAY[art, (t)::character varying, f(a, 'x,y')])::text[])"))
        .isEqualTo(
            DefinitionText.restored(
                "(ARRAY[(art)::text, ((t)::character varying)::text, (f(a, 'x,y'))::text])"));
    assertThat(DefinitionText.restored("(ARRAY[ARRAY[a], ARRAY[b]])::numeric(4,1)[]"))
        .isEqualTo("ARRAY[ARRAY[(a)::numeric(4,1)], ARRAY[(b)::numeric(4,1)]]");
  }

  @Test
  void and_where_the_server_saves_brackets() {
    assertThat(DefinitionText.restored("ARRAY['A'::character varying]::text[]"))
        .isEqualTo("ARRAY['A'::character varying::text]");
  }

  @Test
  void another_type_in_a_cast_is_another_definition() {
    assertThat(DefinitionText.restored("((a)::integer > 1)"))
        .isNotEqualTo(DefinitionText.restored("((a)::bigint > 1)"));
    assertThat(DefinitionText.restored("((ARRAY[a])::text[])"))
        .isNotEqualTo(DefinitionText.restored("((ARRAY[a])::character varying[])"));
  }

  @Test
  void brackets_count() {
    assertThat(DefinitionText.restored("((a OR b) AND c)"))
        .isNotEqualTo(DefinitionText.restored("(a OR (b AND c))"));
  }

  @Test
  void nothing_within_quotes_is_touched() {
    for (String text :
        new String[] {
          "'x::int (a)  b'",
          "'it''s  (ARRAY[a])::text[]'",
          "E'\\\\''  (ARRAY[a])::text[]'",
          "\"Größe \"\"A\"\"  (x)::text\"",
          "$function$ begin\n  return (ARRAY[a])::text[];  end $function$",
          "$$  '  $$"
        }) {
      assertThat(DefinitionText.restored("a = " + text + "  and b"))
          .isEqualTo("a = " + text + " and b");
    }
  }

  @Test
  void a_dollar_that_opens_nothing_is_only_a_dollar() {
    assertThat(DefinitionText.restored("$1  + $2")).isEqualTo("$1 + $2");
  }

  @Test
  void an_index_of_an_array_is_no_type() {
    assertThat(DefinitionText.restored("((ARRAY[a, b])::text[])[1]"))
        .isEqualTo("(ARRAY[(a)::text, (b)::text])[1]");
    assertThat(DefinitionText.restored("(ARRAY[a])::w[1]")).isEqualTo("(ARRAY[a])::w[1]");
  }

  @Test
  void a_long_text_is_read_as_well() {
    String text = "'" + "x''".repeat(200_000) + "'";

    assertThat(DefinitionText.restored(text)).isEqualTo(text);
  }

  @Test
  void a_view_of_one_table_is_written_without_its_name_by_newer_servers() {
    assertThat(
            ViewText.restored(
                " SELECT a.id,\n    a.name,\n    ( SELECT count(*) AS count\n           FROM asv.alles b\n"
                    + "          WHERE (b.id = a.id)) AS count\n   FROM asv.alles a\n  WHERE (a.n > (1)::numeric)\n  ORDER BY a.id;"))
        .isEqualTo(
            ViewText.restored(
                " SELECT id,\n    name,\n    ( SELECT count(*) AS count\n           FROM asv.alles b\n"
                    + "          WHERE (b.id = a.id)) AS count\n   FROM asv.alles a\n  WHERE (n > (1)::numeric)\n  ORDER BY id;"));
  }

  @Test
  void a_recursive_query_keeps_the_names_within_brackets() {
    assertThat(
            ViewText.restored(
                "WITH RECURSIVE r(n) AS ( SELECT 1 UNION ALL SELECT (r_1.n + 1) FROM r r_1) SELECT r.n FROM r GROUP BY GROUPING SETS ((r.n), ());"))
        .isEqualTo(
            "WITH RECURSIVE r(n) AS ( SELECT 1 UNION ALL SELECT (r_1.n + 1) FROM r r_1) SELECT n FROM r GROUP BY GROUPING SETS ((n), ());");
  }

  @Test
  void tables_of_a_join_and_of_a_union_keep_their_names() {
    String join = "SELECT a.id, b.id FROM (asv.x a JOIN asv.y b ON ((a.id = b.id)));";
    String list = "SELECT a.id FROM asv.x a, asv.y b;";
    String union = "SELECT x.id FROM asv.x UNION SELECT y.id FROM asv.y;";

    assertThat(ViewText.restored(join)).isEqualTo(join);
    assertThat(ViewText.restored(list)).isEqualTo(list);
    assertThat(ViewText.restored(union)).isEqualTo(union);
  }

  @Test
  void a_whole_row_keeps_the_table() {
    assertThat(ViewText.restored("SELECT a.*::text AS a FROM asv.x a;"))
        .isEqualTo("SELECT a.*::text AS a FROM asv.x a;");
  }
}
