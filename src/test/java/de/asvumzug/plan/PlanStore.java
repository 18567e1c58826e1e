package de.asvumzug.plan;

import de.asvumzug.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The store on a real PostgreSQL, with our own migrations applied. */
public final class PlanStore {
  public final DriverManagerDataSource dataSource =
      new DriverManagerDataSource(TestDatabase.freshUrl(), "postgres", "postgres");
  public final JdbcClient jdbc = JdbcClient.create(dataSource);
  public final DataSourceTransactionManager transactionManager =
      new DataSourceTransactionManager(dataSource);
  public final TransactionTemplate transaction = new TransactionTemplate(transactionManager);
  public final Migrations migrations = new Migrations(jdbc, new PlanJson(), PlanFixture.CLOCK);
  public final VoteStore votes = new VoteStore(jdbc, migrations, PlanFixture.CLOCK);
  public final SchoolAnswerStore answers =
      new SchoolAnswerStore(jdbc, migrations, PlanFixture.CLOCK);

  /** Moves that count as not ended; the engine knows them in the application. */
  public final List<OpenMoves.OpenMove> openMoves = new ArrayList<>();

  public final PlanIntake intake =
      new PlanIntake(
          migrations,
          PlanFixture.routes(),
          PlanFixture.surroundings(),
          PlanFixture.SETTINGS,
          () -> List.copyOf(openMoves),
          PlanFixture.CLOCK);

  public PlanStore() {
    Flyway.configure()
        .dataSource(dataSource)
        .schemas("umzug")
        .defaultSchema("umzug")
        .createSchemas(true)
        .load()
        .migrate();
  }

  public Migration acceptGoodPlan() {
    return transaction.execute(status -> intake.accept(PlanFixture.goodPlan(), "technik"));
  }

  public int storedPlans() {
    return jdbc.sql("select count(*) from umzug.migration").query(Integer.class).single();
  }
}
