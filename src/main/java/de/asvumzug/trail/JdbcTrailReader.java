package de.asvumzug.trail;

import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads the trail from PostgreSQL; a check looks at one snapshot and sees committed lines only. */
@Component
final class JdbcTrailReader implements TrailReader {
  private final TrailTable table;
  private final EvidenceTable evidence;
  private final CanonicalJson json;
  private final TransactionTemplate snapshot;

  JdbcTrailReader(
      TrailTable table,
      EvidenceTable evidence,
      CanonicalJson json,
      PlatformTransactionManager transactions) {
    this.table = table;
    this.evidence = evidence;
    this.json = json;
    this.snapshot = new TransactionTemplate(transactions);
    snapshot.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    snapshot.setReadOnly(true);
  }

  @Override
  public List<TrailRow> rows(String migrationId) {
    return table.rows(migrationId).stream().map(this::row).toList();
  }

  @Override
  public Verification verify(String migrationId) {
    return snapshot.execute(
        status ->
            new ChainCheck(json)
                .check(
                    migrationId,
                    table.findHead(migrationId),
                    table.rows(migrationId),
                    evidence.all(migrationId)));
  }

  private TrailRow row(StoredRow row) {
    return new TrailRow(
        row.number(),
        row.at(),
        TrailKind.valueOf(row.kind()),
        row.actor(),
        row.element(),
        row.school(),
        row.machine(),
        row.text(),
        json.readMap(row.details()),
        row.previousHash(),
        row.hash());
  }
}
