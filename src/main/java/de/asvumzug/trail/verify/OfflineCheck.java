package de.asvumzug.trail.verify;

import de.asvumzug.trail.AuditTrailRepository;
import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.TrailExport;
import de.asvumzug.trail.book.BookCheck;
import de.asvumzug.trail.book.BookEntry;
import de.asvumzug.trail.chain.ChainCheck;
import de.asvumzug.trail.chain.KnownHead;
import de.asvumzug.trail.chain.StampCheck;
import de.asvumzug.trail.chain.StoredRow;
import de.asvumzug.trail.key.KeyRing;
import de.asvumzug.trail.words.WordsCheck;
import de.asvumzug.trail.words.WordsReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks an exported trail by nothing but the export, the keys and what is known from elsewhere.
 */
public final class OfflineCheck {

  /**
   * @param findings German, one sentence each; empty if nothing differs
   * @param notes German: how far the check reaches
   */
  public record Result(
      String migrationId, String summary, List<String> findings, List<String> notes) {}

  private final KeyRing keys;
  private final Path authority;
  private final CanonicalJson json = new CanonicalJson();

  /**
   * @param authority PEM file of the time-stamping authority; may be null
   */
  public OfflineCheck(KeyRing keys, Path authority) {
    this.keys = keys;
    this.authority = authority;
  }

  public Result check(TrailExport export, KnownHead known) {
    List<StoredRow> rows =
        export.rows().stream().map(row -> row.stored(export.migrationId())).toList();
    List<BookEntry> book = export.book() == null ? List.of() : export.book();
    List<String> findings = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    if (!export.complete()) {
      findings.add(
          "Der Export ist nicht vollständig: Er wurde mit den Rechten einer Schule gemacht, der nur"
              + " ein Teil der Zeilen gezeigt wird. Bitte von der IT-Leitung exportieren lassen.");
    }
    Verification chain =
        new ChainCheck(json, keys).check(export.migrationId(), head(export), rows, null, book);
    findings.addAll(chain.findings());
    notes.addAll(chain.notes());
    if (book.isEmpty()) {
      findings.add("Im Export fehlt der Auszug aus dem Buch der Protokolle.");
    }
    findings.addAll(new BookCheck(book, keys).chain());
    readable(export, findings);
    words(export, rows, findings, notes);
    if (known != null) {
      known.fault(rows).ifPresentOrElse(findings::add, () -> notes.add(known.confirmed(rows)));
    } else {
      notes.add(
          "Ob am Ende etwas fehlt, kann nur ein Stand von anderswo zeigen (--head, z. B. aus einer"
              + " Mail an die IT-Leitung).");
    }
    codes(chain, notes);
    stamps(export, book, findings, notes);
    return new Result(export.migrationId(), summary(chain), findings, notes);
  }

  private static Optional<AuditTrailRepository.Head> head(TrailExport export) {
    return Optional.ofNullable(export.head())
        .map(head -> new AuditTrailRepository.Head(head.number(), head.hash()));
  }

  /** What people read must be what was hashed, with the words in place of their checksums. */
  private void readable(TrailExport export, List<String> findings) {
    WordsReading reading = WordsReading.of(export.words());
    for (TrailExport.Row row : export.rows()) {
      if (row.detailsText() == null
          || !reading.details(row.stored(export.migrationId()), json).equals(row.details())) {
        findings.add(
            "Zeile %s: Was unter details steht, ist nicht, was gesichert ist (detailsText)."
                .formatted(row.number()));
      }
    }
  }

  private void words(
      TrailExport export, List<StoredRow> rows, List<String> findings, List<String> notes) {
    WordsCheck said = new WordsCheck(json).check(rows, export.words());
    findings.addAll(said.findings());
    notes.addAll(said.notes());
    if (export.words() == null && said.hasHashes()) {
      notes.add("Der Export enthält nicht, was getippt wurde; das ist nicht geprüft.");
    }
  }

  private void codes(Verification chain, List<String> notes) {
    if (!keys.checking()) {
      notes.add(
          "Ohne Schlüssel (--key) sind nur Prüfsummen, Anschluss und Kopf geprüft, nicht die"
              + " Sicherungscodes: Wer die Datenbank besitzt, kann all das neu berechnen.");
    } else if (chain.sealedFrom() == 0) {
      notes.add("Keine Zeile hat einen Sicherungscode: Sie sind älter als die Sicherungscodes.");
    } else {
      notes.add(
          """
          Sicherungscodes geprüft ab Zeile %s. Das beweist nichts gegen jemanden, der auch den \
          Schlüssel hat."""
              .formatted(chain.sealedFrom()));
    }
  }

  private void stamps(
      TrailExport export, List<BookEntry> book, List<String> findings, List<String> notes) {
    if (export.stamps() == null) {
      return;
    }
    StampCheck check = new StampCheck(authority);
    for (TrailExport.StampedEntry stamp : export.stamps()) {
      Optional<BookEntry> entry =
          book.stream().filter(candidate -> candidate.number() == stamp.number()).findFirst();
      if (entry.isEmpty() || !entry.get().hash().equals(stamp.hash())) {
        findings.add(
            """
            Der Zeitstempel zu Eintrag %s gehört zu keinem Eintrag des Auszugs aus dem Buch der \
            Protokolle."""
                .formatted(stamp.number()));
        continue;
      }
      try {
        StampCheck.Stamped stamped = check.check(stamp.token(), stamp.hash());
        notes.add(
            "Zeitstempel vom %s (%s): bis Zeile %s%s"
                .formatted(
                    stamped.at(),
                    stamped.authority(),
                    BookCheck.upTo(export.migrationId(), book, stamp.number()),
                    check.trusted()
                        ? "."
                        : "; die Stelle selbst ist nicht geprüft (--tsa mit ihrem Zertifikat)."));
      } catch (StampCheck.Fault e) {
        findings.add(
            "Der Zeitstempel zu Eintrag " + stamp.number() + " gilt nicht: " + e.getMessage());
      }
    }
  }

  private static String summary(Verification chain) {
    return "%s Zeilen; letzte Zeile %s, Prüfsumme %s, Schlüssel %s"
        .formatted(
            chain.rows(),
            chain.head().number(),
            chain.head().hash(),
            chain.head().keyId() == null ? "keiner" : chain.head().keyId());
  }
}
