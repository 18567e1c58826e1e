package de.asvumzug.web.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

import de.asvumzug.plan.PlanStore;
import de.asvumzug.web.WebFixture;
import de.asvumzug.web.move.MoveHistory;
import de.asvumzug.web.move.Viewer;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriComponentsBuilder;

/** With thousands of moves, none of the overview's queries reads a table from end to end. */
class OverviewIndexTest {
  private static final long FEW = 100;
  private static final PlanStore STORE = new PlanStore();
  private static final OverviewFixture OVERVIEW =
      new OverviewFixture(STORE, mock(MoveHistory.class));

  @BeforeAll
  static void thousands() {
    STORE.acceptGoodPlan();
    STORE
        .jdbc
        .sql(
            """
            insert into umzug.migration (id, revision, plan, created_at, created_by)
            select 'U-2025-' || to_char(n, 'FM0000'), 1,
                   jsonb_set(jsonb_set(jsonb_set(plan,
                     '{id}', to_jsonb('U-2025-' || to_char(n, 'FM0000'))),
                     '{schools,0,number}', to_jsonb(to_char(n, 'FM0000'))),
                     '{schools,1,number}', to_jsonb(to_char(n + 1, 'FM0000'))), now(), 'technik'
              from umzug.migration, generate_series(1, 5000) n where id = 'U-2026-0001'""")
        .update();
    STORE
        .jdbc
        .sql(
            """
            insert into umzug.move_overview
              (id, revision, title, schools, state, mark, waits_for, turns, window_start, window_end,
               site, technician, words, urgency, sort_key, open, lines, settled, made_by, version,
               projected_at)
            select m.id, 1, 'Umzug ' || n, array['0001 Schule'],
                   (array['DONE', 'RUNNING', 'TROUBLE', 'NOT_STARTED'])[n % 4 + 1],
                   (array['DONE', 'WAITING', 'TROUBLE', 'NOT_STARTED'])[n % 4 + 1],
                   array[]::text[], 0, now() + n * interval '1 hour', now() + (n + 12) * interval '1 hour',
                   'ort' || n % 7, 'technik' || n % 40, array_to_tsvector(array['umzug', 'nr' || n]),
                   (array[4, 2, 0, 3])[n % 4 + 1], n, n % 4 <> 0, 0, true, :edition, 1,
                   now() - n * interval '1 ms'
              from (select id, row_number() over (order by id) as n from umzug.migration) m""")
        .param("edition", OverviewProjector.EDITION)
        .update();
    await().until(OverviewIndexTest::vacuumed);
  }

  /** As autovacuum leaves the tables; it passes over rows whose commit is not on the disk yet. */
  private static boolean vacuumed() {
    STORE.jdbc.sql("vacuum analyze umzug.migration").update();
    STORE.jdbc.sql("vacuum analyze umzug.move_overview").update();
    return STORE
        .jdbc
        .sql("select relallvisible = relpages from pg_class where relname = 'move_overview'")
        .query(Boolean.class)
        .single();
  }

  /** Tables that the work has read from end to end, and how many rows that were. */
  private static Map<String, Long> readWhole(Runnable work) {
    return STORE.transaction.execute(
        status -> {
          Map<String, Long> before = rowsRead();
          work.run();
          Map<String, Long> read = rowsRead();
          read.replaceAll((table, rows) -> rows - before.getOrDefault(table, 0L));
          read.values().removeIf(rows -> rows <= FEW);
          return read;
        });
  }

  /** By this connection, whole tables. */
  private static Map<String, Long> rowsRead() {
    Map<String, Long> rows = new TreeMap<>();
    STORE
        .jdbc
        .sql("select relname, seq_tup_read from pg_stat_xact_user_tables")
        .query(
            row -> {
              rows.put(row.getString("relname"), row.getLong("seq_tup_read"));
            });
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?seite=2",
        "/?seite=50",
        "/?zustand=TROUBLE",
        "/?zustand=DONE&seite=3",
        "/?standort=ort3",
        "/?technik=technik7",
        "/?suche=nr4711",
        "/?suche=umzug&standort=ort3",
        "/?von=2026-12-11&bis=2026-12-12",
        "/?zustand=WAITING&standort=ort1&technik=technik7",
        "/?sortierung=fenster",
        "/?sortierung=nummer",
      })
  void a_page_is_read_by_indexes(String address) {
    Map<String, String> parameters =
        UriComponentsBuilder.fromUriString(address).build().getQueryParams().toSingleValueMap();

    assertThat(
            readWhole(
                () ->
                    OVERVIEW.overviews.page(
                        OverviewForm.of(parameters), Viewer.of(WebFixture.ITM), Instant.now())))
        .isEmpty();
  }

  @Test
  void a_schools_own_moves_are_found_by_an_index() {
    assertThat(
            readWhole(
                () ->
                    assertThat(STORE.migrations.ofSchools(Set.of("0815")))
                        .extracting(filed -> filed.plan().id())
                        .containsExactly("U-2025-0815", "U-2025-0814")))
        .isEmpty();
  }
}
