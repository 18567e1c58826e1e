package de.asvumzug.plan;

import de.asvumzug.plan.answer.SchoolAnswerRepository;
import de.asvumzug.plan.answer.VoteRepository;
import de.asvumzug.plan.intake.OpenMoves;
import de.asvumzug.plan.intake.PlanIntake;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.support.OwnTables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The store on a real PostgreSQL, with our own migrations applied. */
public final class PlanStore {
  public final DataSource dataSource = OwnTables.fresh();
  public final JdbcClient jdbc = JdbcClient.create(dataSource);
  public final DataSourceTransactionManager transactionManager =
      new DataSourceTransactionManager(dataSource);
  public final TransactionTemplate transaction = new TransactionTemplate(transactionManager);
  public final Migrations migrations = new Migrations(jdbc, new PlanJson(), PlanFixture.CLOCK);
  public final VoteRepository votes = new VoteRepository(jdbc, migrations, PlanFixture.CLOCK);
  public final SchoolAnswerRepository answers =
      new SchoolAnswerRepository(jdbc, migrations, PlanFixture.CLOCK);

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

  public Migration acceptGoodPlan() {
    return transaction.execute(status -> intake.accept(PlanFixture.goodPlan(), "technik"));
  }

  /** What a school says about every window that it is asked about. */
  public void vote(String id, String school, String person, boolean fits, String comment) {
    votes.record(
        id,
        school,
        person,
        votes.asked(id, school).stream().collect(Collectors.toMap(w -> w, w -> fits)),
        comment);
  }

  public int storedPlans() {
    return jdbc.sql("select count(*) from umzug.migration").query(Integer.class).single();
  }
}
