package de.asvumzug.support;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A fresh database with the tables of the schema {@code umzug}, without an application around it.
 * They are made once a JVM, by the product's migrations; whoever asks gets a copy.
 */
public final class OwnTables {
  private OwnTables() {}

  public static DataSource fresh() {
    return TestDatabase.pool(TestDatabase.copyOf(Template.NAME));
  }

  /** Made at first use. */
  private static final class Template {
    static final String NAME = migrated();

    private static String migrated() {
      String url = TestDatabase.freshUrl();
      Flyway.configure()
          .dataSource(url, "postgres", "postgres")
          .schemas("umzug")
          .defaultSchema("umzug")
          .createSchemas(true)
          .load()
          .migrate();
      return url.substring(url.lastIndexOf('/') + 1);
    }
  }
}
