package de.asvumzug.web.overview;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Migrations;
import de.asvumzug.plan.UnknownMigration;
import de.asvumzug.plan.intake.FiledMigration;
import de.asvumzug.plan.people.Person;
import de.asvumzug.step.TaskRouting;
import de.asvumzug.web.move.MoveHistory;
import de.asvumzug.web.move.Turn;
import de.asvumzug.web.overview.MoveOverview.OverviewTurn;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads how a move stands, by the same rules as its own page, so that both say the same: plan,
 * engine and trail at one moment.
 */
@Component
class OverviewProjector {
  /** To be raised when the rules change: every row is then made anew. */
  static final int EDITION = 1;

  private final Migrations migrations;
  private final MoveHistory history;
  private final TaskRouting sites;
  private final OverviewRepository table;
  private final TransactionTemplate snapshot;

  OverviewProjector(
      Migrations migrations,
      MoveHistory history,
      TaskRouting sites,
      OverviewRepository table,
      PlatformTransactionManager transactions) {
    this.migrations = migrations;
    this.history = history;
    this.sites = sites;
    this.table = table;
    this.snapshot = new TransactionTemplate(transactions);
    snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    snapshot.setReadOnly(true);
  }

  /**
   * Makes the move's row anew. Whoever began later wins: if another node has written meanwhile,
   * nothing is written here.
   *
   * @throws UnknownMigration if there is no such move
   */
  void renew(String id) {
    long seen = table.version(id);
    Seen now = snapshot.execute(status -> read(id));
    table.write(now.move(), now.words(), now.lines(), EDITION, seen);
  }

  /** By whom the overview is filtered: the address, as it stands in every plan that has one. */
  private static String technician(Migration plan) {
    return plan.people("technik").stream()
        .filter(person -> !person.deputy())
        .map(Person::mail)
        .findFirst()
        .orElse("");
  }

  private record Seen(MoveOverview move, Set<String> words, long lines) {}

  private Seen read(String id) {
    FiledMigration filed = migrations.filed(id).orElseThrow(() -> new UnknownMigration(id));
    Migration plan = filed.plan();
    List<Turn> turns = Turn.of(plan, history.openSteps(id));
    MoveOverview move =
        new MoveOverview(
            id,
            filed.revision(),
            plan.title(),
            plan.schools().stream().map(school -> school.number() + " " + school.name()).toList(),
            history.status(id),
            turns.isEmpty()
                ? null
                : new OverviewTurn(turns.get(0).whom(), turns.get(0).what(), turns.get(0).since()),
            turns.size(),
            plan.window(),
            sites.site(id).orElse(TaskRouting.CENTRE),
            technician(plan));
    return new Seen(move, OverviewWords.of(plan), table.lines(id));
  }
}
