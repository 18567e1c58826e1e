package de.asvumzug.check.machine;

import de.asvumzug.asv.Endpoint;
import de.asvumzug.asv.LayoutSettings;
import de.asvumzug.asv.h2.H2File;
import de.asvumzug.asv.h2.H2Trouble;
import de.asvumzug.check.finding.CheckScope;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Side;
import de.asvumzug.plan.Variant;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * The driver that the new server's package brings opens the old server's database. What it does not
 * open is refused before the swap, too, but by then the old server has stood still for hours.
 */
@Component
@Order(72)
public class H2PackageCheck implements PreflightCheck {
  private final LayoutSettings layout;

  public H2PackageCheck(LayoutSettings layout) {
    this.layout = layout;
  }

  @Override
  public String title() {
    return "H2-Treiber des neuen Servers";
  }

  @Override
  public CheckScope scope() {
    return CheckScope.target().ofWholeDatabase().within(Variant.SCHOOL);
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return scope().covers(migration, side)
        && !migration.target().inUse()
        && migration.packages() != null
        && migration.packages().installer() != null;
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException {
    String installer = context.migration().packages().installer();
    List<String> drivers = drivers(context.site(), installer);
    String limit = "öffnet die Datenbank des alten Servers";
    if (drivers.isEmpty()) {
      return List.of(
          Finding.ok(
              title(), "im Paket nicht zu erkennen", limit + "; zeigt sich vor der Einspielung"));
    }
    H2File old = new H2File(context.other(), layout);
    for (String driver : drivers) {
      Optional<H2Trouble> trouble = old.troubleWith(driver);
      if (trouble.isPresent()) {
        return List.of(
            Finding.blocking(
                title(),
                trouble.get().reading() + " (aus " + installer + ")",
                trouble.get().expected(),
                trouble.get().advice()));
      }
    }
    return List.of(Finding.ok(title(), String.join(", ", drivers), limit));
  }

  private List<String> drivers(Endpoint target, String installer) throws IOException {
    HostFiles files = target.host().files();
    LayoutSettings there = layout.on(target);
    Optional<FileStat> stat = files.statBehind(installer).filter(FileStat::isFile);
    return stat.isEmpty()
        ? List.of()
        : ZipNames.of(files, installer, stat.get().size()).stream()
            .filter(name -> name.contains(there.plugins() + "/"))
            .map(name -> name.substring(name.lastIndexOf('/') + 1))
            .filter(name -> name.matches(there.h2Driver()))
            .toList();
  }
}
