package de.asvumzug.notify.calendar;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Schools that want their tasks as entries too (table {@code umzug.calendar_task_wish}). */
@Component
public final class TaskWishes {
  private final JdbcClient jdbc;

  TaskWishes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param school Schulnummer
   */
  public boolean wants(String school) {
    return jdbc.sql("select exists (select 1 from umzug.calendar_task_wish where school = :school)")
        .param("school", school)
        .query(Boolean.class)
        .single();
  }

  public void set(String school, boolean wanted, String person, Instant now) {
    if (wanted) {
      jdbc.sql(
              "insert into umzug.calendar_task_wish (school, wanted_by, wanted_at)"
                  + " values (:school, :person, :now) on conflict (school) do nothing")
          .param("school", school)
          .param("person", person)
          .param("now", now.atOffset(ZoneOffset.UTC))
          .update();
    } else {
      jdbc.sql("delete from umzug.calendar_task_wish where school = :school")
          .param("school", school)
          .update();
    }
  }
}
