package de.asvumzug.check.machine;

import de.asvumzug.asv.installer.CheckedPackages;
import de.asvumzug.check.finding.Finding;
import de.asvumzug.check.finding.Findings;
import de.asvumzug.check.finding.PreflightCheck;
import de.asvumzug.check.finding.PreflightContext;
import de.asvumzug.common.GermanFormat;
import de.asvumzug.host.FileStat;
import de.asvumzug.host.HostFiles;
import de.asvumzug.plan.Migration;
import de.asvumzug.plan.Packages;
import de.asvumzug.plan.Side;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Installer, Updateinstaller and certificate lie on the new machine; each with its checksum. */
@Component
@Order(60)
public class PackagesCheck implements PreflightCheck {

  private static final String INSTALLER = "ASV-Installer";
  private static final String UPDATE_INSTALLER = "ASV-Updateinstaller";
  private static final Pattern CHECKSUM = Pattern.compile("SHA-256 ([0-9a-f]{64})");

  /** The checksums that a round of this check has recorded. */
  public static CheckedPackages checksums(Findings findings) {
    return new CheckedPackages(checksum(findings, INSTALLER), checksum(findings, UPDATE_INSTALLER));
  }

  private static String checksum(Findings findings, String what) {
    return findings.findings().stream()
        .filter(finding -> finding.title().equals(what))
        .map(finding -> CHECKSUM.matcher(finding.reading()))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst()
        .orElse(null);
  }

  @Override
  public String title() {
    return "Bereitgestellte Dateien";
  }

  @Override
  public boolean concerns(Migration migration, Side side) {
    return side == Side.TARGET && !migration.target().inUse();
  }

  @Override
  public boolean mayBeOverruled() {
    return true; // what is missing is brought later, or the installation fails before the restore
  }

  @Override
  public List<Finding> look(PreflightContext context) throws IOException {
    Packages packages = context.migration().packages();
    HostFiles files = context.site().host().files();
    List<Finding> findings = new ArrayList<>();
    findings.add(present(files, INSTALLER, packages.installer(), true));
    // Only an older backup needs the Updateinstaller (guide, "Einspielung").
    boolean needed =
        !context.migration().source().version().equals(context.migration().target().version());
    findings.add(present(files, UPDATE_INSTALLER, packages.updateInstaller(), needed));
    findings.add(present(files, "Zertifikat", packages.certificate(), true));
    return findings;
  }

  private static Finding present(HostFiles files, String what, String path, boolean needed)
      throws IOException {
    Optional<FileStat> stat =
        path == null || path.isBlank() ? Optional.empty() : files.statBehind(path);
    String limit = "Datei " + path;
    if (stat.filter(FileStat::isFile).filter(file -> file.size() > 0).isPresent()) {
      return Finding.ok(
          what, GermanFormat.bytes(stat.get().size()) + ", SHA-256 " + files.sha256(path), limit);
    }
    String advice = "Bitte die Datei auf dem neuen Server unter " + path + " bereitlegen.";
    String reading = stat.isPresent() ? "leer oder keine Datei" : "fehlt";
    return needed
        ? Finding.blocking(what, reading, limit, advice)
        : Finding.warning(what, reading, limit, advice);
  }
}
