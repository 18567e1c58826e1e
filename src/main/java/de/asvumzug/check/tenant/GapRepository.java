package de.asvumzug.check.tenant;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * What each school has to complete after its move (table {@code umzug.tenant_gap}). The items may
 * name persons: {@link #delete} when the retention of the move ends.
 */
@Repository
public class GapRepository implements GapRecorder {
  private final JdbcClient jdbc;

  public GapRepository(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional
  public void replace(String migrationId, String school, List<Gap> gaps) {
    jdbc.sql("delete from umzug.tenant_gap where migration_id = :migration and school = :school")
        .param("migration", migrationId)
        .param("school", school)
        .update();
    int position = 0;
    for (Gap gap : gaps) {
      if (!gap.school().equals(school)) {
        throw new IllegalArgumentException("gap of school " + gap.school() + ", not " + school);
      }
      jdbc.sql(
              """
              insert into umzug.tenant_gap (migration_id, school, kind, position, title, items, count)
              values (:migration, :school, :kind, :position, :title, :items, :count)""")
          .param("migration", migrationId)
          .param("school", school)
          .param("kind", gap.kind())
          .param("position", position++)
          .param("title", gap.title())
          .param("items", gap.items().toArray(String[]::new))
          .param("count", gap.count())
          .update();
    }
  }

  public List<Gap> find(String migrationId, String school) {
    return jdbc.sql(
            """
            select school, kind, title, items, count from umzug.tenant_gap
             where migration_id = :migration and school = :school order by position""")
        .param("migration", migrationId)
        .param("school", school)
        .query(
            (row, number) ->
                new Gap(
                    row.getString("school"),
                    row.getString("kind"),
                    row.getString("title"),
                    List.of((String[]) row.getArray("items").getArray()),
                    row.getLong("count")))
        .list();
  }

  @Override
  @Transactional
  public void delete(String migrationId) {
    jdbc.sql("delete from umzug.tenant_gap where migration_id = :migration")
        .param("migration", migrationId)
        .update();
  }
}
