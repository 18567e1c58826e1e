package de.asvumzug.trail;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.asvumzug.support.TestDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A new database with an owner and a log-in of the application, as docs/operations.md sets it up.
 */
final class TwoRoles {
  static final String PASSWORD = "nur-zum-Testen-7";
  private static final AtomicInteger NUMBER = new AtomicInteger();

  final String owner = "umzug_owner_" + NUMBER.incrementAndGet();
  final String login = "umzug_app_" + NUMBER.get();
  final String url = TestDatabase.freshUrl();
  private final JdbcClient superuser =
      JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres"));

  TwoRoles() {
    for (String role : List.of(owner, login)) {
      run("create role %I login password %L", role, PASSWORD);
    }
    run("alter database %I owner to %I", database(), owner);
    run("grant usage, create on schema public to %I", login);
  }

  /** As older installations have it: one role for everything. */
  void giveAllToTheLogIn() {
    run("grant create on database %I to %I", database(), login);
  }

  DataSource application() {
    return new DriverManagerDataSource(url, login, PASSWORD);
  }

  String database() {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  void theLogInCannot(String... statements) {
    JdbcClient application = JdbcClient.create(application());
    for (String statement : statements) {
      assertThatThrownBy(() -> application.sql(statement).update())
          .as(statement)
          .rootCause()
          .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }
  }

  /** As a superuser. */
  void grant(String format, Object... names) {
    run(format, names);
  }

  private void run(String format, Object... names) {
    String[] texts = Arrays.stream(names).map(Object::toString).toArray(String[]::new);
    superuser
        .sql(
            superuser
                .sql("select format(?, variadic ?::text[])")
                .params(format, texts)
                .query(String.class)
                .single())
        .update();
  }
}
