package de.asvumzug.check.machine;

import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.h2.H2File;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The database of a School server as far as it shows while its server runs: a head, an end, names,
 * and one driver that opens such a file. Seen here, it can be put right in daylight; the steps look
 * again and read all of it.
 */
@Component
@Order(32)
public class H2FileCheck implements PreflightCheck {
  private final LayoutSettings layout;

  public H2FileCheck(LayoutSettings layout) {
    this.layout = layout;
  }

  @Override
  public String title() {
    return "H2-Datenbank und Treiber";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.everywhere().on(Variant.SCHOOL);
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return scope().covers(migration, side) && (side == Side.SOURCE || migration.target().inUse());
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException {
    List<Finding> found =
        new H2File(context.site(), layout)
            .troubles().stream()
                .map(
                    trouble ->
                        Finding.blocking(
                            title(), trouble.reading(), trouble.expected(), trouble.advice()))
                .toList();
    return found.isEmpty()
        ? List.of(
            Finding.ok(
                title(), layout.databaseFile(context.site()), "vollständig, mit einem Treiber"))
        : found;
  }
}
