package de.asvumzug.web.proof;

import de.asvumzug.plan.Migration;
import de.asvumzug.web.proof.MergedKeys.Merged;
import java.util.List;
import org.springframework.stereotype.Service;

/** What a move has found and made, from its evidence. */
@Service
public class MoveProofs {
  private final CheckRounds checks;
  private final BackupsShown backups;
  private final Verdicts verdicts;
  private final MergedKeys merged;

  MoveProofs(CheckRounds checks, BackupsShown backups, Verdicts verdicts, MergedKeys merged) {
    this.checks = checks;
    this.backups = backups;
    this.verdicts = verdicts;
    this.merged = merged;
  }

  /** Each list is empty as long as there is nothing. */
  public record MoveProof(
      List<CheckRound> checks,
      List<BackupShown> backups,
      List<Verdict> verdicts,
      List<Merged> merged) {}

  public MoveProof of(Migration plan) {
    return new MoveProof(
        checks.of(plan.id()), backups.of(plan), verdicts.of(plan), merged.of(plan.id()));
  }
}
