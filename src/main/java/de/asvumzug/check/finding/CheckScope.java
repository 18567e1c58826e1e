package de.asvumzug.check.finding;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.util.function.BiPredicate;

/** Which ends of which moves a check has something to say about. */
public final class CheckScope {
  private final BiPredicate<Migration, Side> covered;

  private CheckScope(BiPredicate<Migration, Side> covered) {
    this.covered = covered;
  }

  /** Both ends of every move. */
  public static CheckScope everywhere() {
    return new CheckScope((migration, side) -> true);
  }

  /** The old machine. */
  public static CheckScope source() {
    return everywhere().and((migration, side) -> side == Side.SOURCE);
  }

  /** The new machine. */
  public static CheckScope target() {
    return everywhere().and((migration, side) -> side == Side.TARGET);
  }

  /** Where the end that is looked at is of this variant. */
  public CheckScope on(Variant variant) {
    return and((migration, side) -> migration.installation(side).variant() == variant);
  }

  /** Where both ends are of this variant. */
  public CheckScope within(Variant variant) {
    return and(
        (migration, side) ->
            migration.source().variant() == variant && migration.target().variant() == variant);
  }

  /** Where the database moves as one. */
  public CheckScope ofWholeDatabase() {
    return and((migration, side) -> migration.wholeDatabase());
  }

  private CheckScope and(BiPredicate<Migration, Side> more) {
    return new CheckScope(covered.and(more));
  }

  /** Whether this end of this move is one of them. */
  public boolean covers(Migration migration, Side side) {
    return covered.test(migration, side);
  }
}
