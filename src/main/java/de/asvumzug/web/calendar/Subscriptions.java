package de.asvumzug.web.calendar;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The table {@code umzug.calendar_subscription}: one private address a person. Stored is only what
 * an address is known by, so that nobody who reads the table can read a calendar.
 */
@Component
final class Subscriptions {
  private static final int TOKEN_BYTES = 32;

  private final JdbcClient jdbc;
  private final SecureRandom random = new SecureRandom();

  Subscriptions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Subscription> of(String user) {
    return jdbc.sql("select made_at from umzug.calendar_subscription where user_id = :user")
        .param("user", user)
        .query((row, index) -> new Subscription(user, row.getTimestamp(1).toInstant()))
        .optional();
  }

  /** A new token; one that was there before is worth nothing from now on. */
  String renew(String user, Instant now) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    jdbc.sql(
            """
            insert into umzug.calendar_subscription (user_id, token_sha256, made_at)
            values (:user, :hash, :now)
            on conflict (user_id) do update
               set token_sha256 = excluded.token_sha256, made_at = excluded.made_at""")
        .param("user", user)
        .param("hash", hash(token))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    return token;
  }

  void end(String user) {
    jdbc.sql("delete from umzug.calendar_subscription where user_id = :user")
        .param("user", user)
        .update();
  }

  /** Whose token it is. */
  Optional<String> owner(String hash) {
    return jdbc.sql("select user_id from umzug.calendar_subscription where token_sha256 = :hash")
        .param("hash", hash)
        .query(String.class)
        .optional();
  }

  /** SHA-256, in hex. */
  static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }
}
