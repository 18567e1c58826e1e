package de.asvumzug.support;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A fresh database with the tables of the schema {@code umzug}, without an application around it.
 */
public final class OwnTables {
  private OwnTables() {}

  public static DataSource fresh() {
    DataSource source =
        new DriverManagerDataSource(TestDatabase.freshUrl(), "postgres", "postgres");
    Flyway.configure()
        .dataSource(source)
        .schemas("umzug")
        .defaultSchema("umzug")
        .createSchemas(true)
        .load()
        .migrate();
    return source;
  }
}
