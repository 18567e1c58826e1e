package de.asvumzug.security.account;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the settings have given once, and do not give again ({@code umzug.first_user}). */
@Component
final class FirstUsers {
  private final JdbcClient jdbc;

  FirstUsers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Notes it.
   *
   * @param group empty: the account itself
   * @return whether it is given for the first time
   */
  boolean first(String user, String group) {
    return jdbc.sql(
                "insert into umzug.first_user (user_id, group_id) values (:user, :group) on conflict do nothing")
            .param("user", user)
            .param("group", group)
            .update()
        > 0;
  }
}
