package de.asvumzug.security.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.camunda.bpm.engine.identity.User;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Knows which passwords were chosen by their owners. All others, the first ones and those that an
 * administrator has set, must be changed at the log-in.
 */
@Component
public final class OwnPasswords {
  private final JdbcClient jdbc;

  OwnPasswords(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public boolean isOwn(User user) {
    return jdbc.sql("select mark from umzug.own_password where user_id = :user")
        .param("user", user.getId())
        .query(String.class)
        .optional()
        .filter(mark(user)::equals)
        .isPresent();
  }

  /** The password that is stored now is the owner's own. */
  public void note(User user) {
    jdbc.sql(
            """
            insert into umzug.own_password (user_id, mark) values (:user, :mark)
            on conflict (user_id) do update set mark = excluded.mark, at = now()""")
        .param("user", user.getId())
        .param("mark", mark(user))
        .update();
  }

  /** Changes with the stored password, and tells nothing about it. */
  public static String mark(User user) {
    try {
      byte[] stored = String.valueOf(user.getPassword()).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(stored));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
