package de.asvumzug.web.api;

import de.asvumzug.plan.Migration;
import de.asvumzug.plan.intake.FieldError;
import de.asvumzug.plan.intake.PlanJson;
import de.asvumzug.plan.intake.PlanRejected;
import de.asvumzug.plan.intake.PlanSettings;
import de.asvumzug.plan.intake.PlanUnreadable;
import de.asvumzug.trail.AuditEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes plans from a folder ({@code asv.plan.inbox}). A file {@code x.yaml} becomes {@code
 * x.yaml.angenommen} or {@code x.yaml.abgelehnt}, with a German report {@code x.yaml.bericht.txt}
 * beside it.
 *
 * <p>A second run finds a file that was taken before a crash by its checksum and only renames it. A
 * technical failure (database away) leaves the file where it is; the next look tries again.
 */
@Component
class PlanInbox {
  private static final Logger LOG = LoggerFactory.getLogger(PlanInbox.class);

  private final PlanSettings settings;
  private final PlanFiles files;
  private final PlanJson json;
  private final Clock clock;

  PlanInbox(PlanSettings settings, PlanFiles files, PlanJson json) {
    this.settings = settings;
    this.files = files;
    this.json = json;
    this.clock = Clock.systemUTC();
  }

  @Scheduled(fixedDelayString = "${asv.plan.inbox-interval:PT5S}")
  void look() {
    Path inbox = settings.inbox();
    if (inbox == null || !Files.isDirectory(inbox)) {
      return;
    }
    try (Stream<Path> found = Files.list(inbox)) {
      List<Path> plans = found.filter(this::ready).sorted().toList();
      plans.forEach(this::take);
    } catch (IOException e) {
      LOG.warn("Der Ordner {} ist nicht lesbar: {}", inbox, e.getMessage());
    }
  }

  /** A plan that nobody is writing any more; links are not followed out of the folder. */
  private boolean ready(Path file) {
    try {
      return file.getFileName().toString().endsWith(".yaml")
          && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.getLastModifiedTime(file)
              .toInstant()
              .isAfter(clock.instant().minus(settings.inboxSettle()));
    } catch (IOException e) {
      return false;
    }
  }

  private void take(Path file) {
    try {
      byte[] text = read(file);
      settle(file, judge(file, text));
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "Der Plan {} konnte noch nicht angenommen werden und bleibt liegen: {}",
          file,
          e.getMessage());
    }
  }

  private record Verdict(boolean accepted, String report) {}

  private Verdict judge(Path file, byte[] text) {
    if (text.length > PlanJson.MAX_BYTES) {
      return new Verdict(
          false, "Die Datei ist zu groß; höchstens " + PlanJson.MAX_BYTES / 1024 + " KB.");
    }
    String sha256 = sha256(text);
    Optional<String> before = files.migrationOf(sha256);
    if (before.isPresent()) {
      return new Verdict(true, "Dieser Plan ist bereits angenommen als " + before.get() + ".");
    }
    try {
      String name = file.getFileName().toString();
      Migration plan = files.submit(sha256, name, json.readYaml(text), AuditEvent.SYSTEM);
      return new Verdict(
          true, "Der Plan ist angenommen. Der Umzug hat die Nummer " + plan.id() + ".");
    } catch (PlanUnreadable e) {
      return new Verdict(false, e.getMessage());
    } catch (PlanRejected e) {
      return new Verdict(false, report(e.errors()));
    }
  }

  private static String report(List<FieldError> errors) {
    return errors.stream()
        .map(error -> "- " + error.field() + ": " + error.message())
        .collect(
            Collectors.joining(
                "\n",
                "Der Plan wurde nicht angenommen; es wurde nichts gespeichert.\n"
                    + "Bitte berichtigen und als neue Datei ablegen:\n",
                ""));
  }

  /**
   * The report is there before the file changes its name, so nobody finds a name without reason.
   */
  private static void settle(Path file, Verdict verdict) throws IOException {
    String name = file.getFileName().toString();
    Path half = file.resolveSibling("." + name + ".bericht.neu");
    Files.writeString(half, verdict.report() + "\n");
    Files.move(half, file.resolveSibling(name + ".bericht.txt"), StandardCopyOption.ATOMIC_MOVE);
    String ending = verdict.accepted() ? ".angenommen" : ".abgelehnt";
    Files.move(file, file.resolveSibling(name + ending), StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return in.readNBytes(PlanJson.MAX_BYTES + 1);
    }
  }

  private static String sha256(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
