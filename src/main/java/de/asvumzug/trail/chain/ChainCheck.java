package de.asvumzug.trail.chain;

import de.asvumzug.trail.AuditTrailRepository;
import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.book.BookCheck;
import de.asvumzug.trail.book.BookEntry;
import de.asvumzug.trail.evidence.EvidenceRepository;
import de.asvumzug.trail.key.KeyRing;
import de.asvumzug.trail.verify.Verification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recomputes a move's chain and compares the evidence with it; one instance a check. */
public final class ChainCheck {
  private final CanonicalJson json;
  private final KeyRing keys;
  private final List<String> findings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long sealedFrom;

  public ChainCheck(CanonicalJson json, KeyRing keys) {
    this.json = json;
    this.keys = keys;
  }

  /**
   * @param documents null if they are not at hand
   * @param book all of it, or from the move's first entry on
   */
  public Verification check(
      String migrationId,
      Optional<AuditTrailRepository.Head> head,
      List<StoredRow> rows,
      List<EvidenceRepository.Document> documents,
      List<BookEntry> book) {
    String lastHash = checkRows(rows);
    checkHead(migrationId, head, rows, lastHash);
    List<BookEntry> own =
        book.stream().filter(entry -> migrationId.equals(entry.migrationId())).toList();
    checkCodes(rows, book, own);
    checkBook(migrationId, rows, book, own);
    if (documents != null) {
      checkEvidence(rows, documents);
    }
    StoredRow last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
    return new Verification(
        findings.isEmpty(),
        rows.size(),
        lastHash,
        List.copyOf(findings),
        new TrailHead(
            migrationId,
            last == null ? 0 : last.number(),
            lastHash,
            last == null ? null : last.keyId()),
        sealedFrom,
        List.copyOf(notes),
        null);
  }

  private String checkRows(List<StoredRow> rows) {
    long expected = 1;
    String previous = TrailHash.START;
    for (StoredRow row : rows) {
      if (row.number() > expected) {
        findings.add(
            row.number() == expected + 1
                ? "Zeile " + expected + " fehlt."
                : "Die Zeilen " + expected + " bis " + (row.number() - 1) + " fehlen.");
      }
      if (!TrailHash.of(row).equals(row.hash())) {
        findings.add("Zeile " + row.number() + " wurde verändert: Ihre Prüfsumme stimmt nicht.");
      }
      if (!previous.equals(row.previousHash())) {
        findings.add("Zeile " + row.number() + " schließt nicht an die Zeile davor an.");
      }
      expected = row.number() + 1;
      previous = row.hash();
    }
    return previous;
  }

  private void checkCodes(List<StoredRow> rows, List<BookEntry> book, List<BookEntry> own) {
    Map<String, Integer> order = new BookCheck(book, keys).keyOrder();
    long bookEnd = book.isEmpty() ? Long.MAX_VALUE : book.get(book.size() - 1).number();
    Runs missing = new Runs();
    Runs wrong = new Runs();
    Runs ahead = new Runs();
    Runs retired = new Runs();
    Map<String, Runs> unknown = new LinkedHashMap<>();
    int newest = 0;
    for (StoredRow row : rows) {
      if (row.keyId() == null) {
        if (sealedFrom > 0) {
          missing.add(row.number());
        }
        continue;
      }
      sealedFrom = sealedFrom == 0 ? row.number() : sealedFrom;
      if (!keys.has(row.keyId())) {
        unknown.computeIfAbsent(row.keyId(), id -> new Runs()).add(row.number());
      } else if (TrailHash.of(row).equals(row.hash()) && !keys.fits(row)) {
        wrong.add(row.number());
      }
      if (row.book() == null || row.book() > bookEnd) {
        ahead.add(row.number());
      }
      newest = Math.max(newest, inForce(row, own, order));
      int age = order.getOrDefault(row.keyId(), newest);
      if (age < newest) {
        retired.add(row.number());
      }
      newest = Math.max(newest, age);
    }
    missing
        .each()
        .forEach(
            run ->
                findings.add(
                    "%s keinen Sicherungscode, obwohl Zeile %s schon einen hat."
                        .formatted(run.subject("hat", "haben"), sealedFrom)));
    wrong.each().forEach(this::forged);
    ahead
        .each()
        .forEach(
            run ->
                findings.add(
                    run.subject("nennt", "nennen")
                        + " einen Eintrag im Buch der Protokolle, den es nicht gibt."));
    retired
        .each()
        .forEach(
            run ->
                findings.add(
                    """
                    %s mit einem abgelösten Schlüssel gesichert, obwohl davor schon ein neuerer \
                    galt."""
                        .formatted(run.subject("ist", "sind"))));
    unknown.forEach(this::unchecked);
  }

  /**
   * How new the key was at least when the line was written: the newest that recorded an end before
   * it.
   */
  private static int inForce(StoredRow row, List<BookEntry> own, Map<String, Integer> order) {
    return own.stream()
        .filter(entry -> entry.rows() < row.number())
        .mapToInt(entry -> order.get(entry.keyId()))
        .max()
        .orElse(0);
  }

  /** Where a changed line was chained anew, all that hang on it have another hash as well. */
  private void forged(Runs.Run run) {
    findings.add(
        "Zeile %s ist nicht die, die geschrieben wurde: Ihr Sicherungscode passt nicht.%s"
            .formatted(
                run.first(),
                run.last() > run.first()
                    ? " Was danach steht (bis Zeile " + run.last() + "), wurde neu verkettet."
                    : ""));
  }

  private void unchecked(String keyId, Runs runs) {
    for (Runs.Run run : runs.each()) {
      String text =
          "%s den Schlüssel %s, der hier fehlt; %s nicht geprüft."
              .formatted(
                  run.subject("nennt", "nennen"),
                  keyId,
                  run.last() > run.first()
                      ? "ihre Sicherungscodes sind"
                      : "ihr Sicherungscode ist");
      (keys.checking() ? findings : notes).add(text);
    }
  }

  private void checkBook(
      String migrationId, List<StoredRow> rows, List<BookEntry> book, List<BookEntry> own) {
    if (book.isEmpty() || rows.isEmpty() && own.isEmpty()) {
      return;
    }
    if (own.isEmpty()) {
      findings.add("Der Umzug " + migrationId + " steht nicht im Buch der Protokolle.");
      return;
    }
    BookEntry first = own.get(0);
    if (rows.isEmpty()) {
      findings.add(
          """
          Das Protokoll von %s fehlt als Ganzes: Laut Buch der Protokolle (Eintrag %s) wurde es \
          am %s begonnen."""
              .formatted(migrationId, first.number(), first.at()));
      return;
    }
    long adopted = first.is(BookEntry.Kind.ADOPTED) ? first.rows() : 0;
    if (sealedFrom == 0 ? rows.size() > adopted : sealedFrom > adopted + 1) {
      findings.add(
          """
          Ab Zeile %s müsste jede Zeile einen Sicherungscode haben; so steht es im Buch der \
          Protokolle (Eintrag %s)."""
              .formatted(adopted + 1, first.number()));
    }
    checkHeads(rows, own);
  }

  /** Of several heads that do not fit the first one tells where it begins. */
  private void checkHeads(List<StoredRow> rows, List<BookEntry> own) {
    Map<Long, String> hashes = new HashMap<>();
    rows.forEach(row -> hashes.put(row.number(), row.hash()));
    long last = rows.get(rows.size() - 1).number();
    own.stream()
        .filter(entry -> entry.rows() > last)
        .findFirst()
        .ifPresent(
            entry ->
                findings.add(
                    "Das Protokoll endet mit Zeile %s; es hatte aber schon Zeile %s%s"
                        .formatted(last, entry.rows(), recorded(entry))));
    own.stream()
        .filter(entry -> entry.rows() > 0 && entry.rows() <= last)
        .filter(entry -> !entry.lastHash().equals(hashes.get(entry.rows())))
        .findFirst()
        .ifPresent(
            entry ->
                findings.add(
                    "Zeile %s hat eine andere Prüfsumme als die, die verzeichnet wurde%s"
                        .formatted(entry.rows(), recorded(entry))));
  }

  private static String recorded(BookEntry entry) {
    return " (Buch der Protokolle, Eintrag %s vom %s%s)."
        .formatted(entry.number(), entry.at(), entry.note() == null ? "" : ", " + entry.note());
  }

  private void checkHead(
      String migrationId,
      Optional<AuditTrailRepository.Head> head,
      List<StoredRow> rows,
      String lastHash) {
    long last = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).number();
    if (head.isEmpty()) {
      if (last > 0) {
        findings.add(
            """
            Das Ende des Protokolls von %s ist nicht mehr verzeichnet; die letzte vorhandene \
            Zeile ist %s."""
                .formatted(migrationId, last));
      }
    } else if (head.get().rows() > last) {
      findings.add("Am Ende fehlen die Zeilen " + (last + 1) + " bis " + head.get().rows() + ".");
    } else if (head.get().rows() < last) {
      findings.add(
          "Nach Zeile %s stehen Zeilen, die nicht angehängt wurden (bis Zeile %s)."
              .formatted(head.get().rows(), last));
    } else if (!head.get().lastHash().equals(lastHash)) {
      findings.add("Zeile " + last + " ist nicht die, mit der das Protokoll zuletzt endete.");
    }
  }

  private void checkEvidence(List<StoredRow> rows, List<EvidenceRepository.Document> documents) {
    Map<String, EvidenceLine> lines = evidenceLines(rows);
    for (EvidenceRepository.Document document : documents) {
      String key = document.name() + "/" + document.revision();
      EvidenceLine line = lines.remove(key);
      String label = "Nachweis „" + document.name() + "“ (Fassung " + document.revision() + ")";
      if (line == null) {
        findings.add(label + " steht in keiner Zeile des Protokolls.");
      } else if (!TrailHash.ofText(document.text()).equals(line.sha256())
          || !document.sha256().equals(line.sha256())
          || !document.createdAt().toString().equals(line.createdAt())) {
        findings.add(label + " wurde verändert: Er passt nicht zu Zeile " + line.number() + ".");
      }
    }
    lines.forEach(
        (key, line) ->
            findings.add("Der Nachweis zu Zeile " + line.number() + " (" + key + ") fehlt."));
  }

  private record EvidenceLine(long number, String sha256, String createdAt) {}

  private Map<String, EvidenceLine> evidenceLines(List<StoredRow> rows) {
    Map<String, EvidenceLine> lines = new LinkedHashMap<>();
    for (StoredRow row : rows) {
      if (TrailKind.EVIDENCE.name().equals(row.kind())) {
        Map<String, Object> details = details(row);
        // Step engines may write a note of their own; only lines of the store name a revision.
        if (details.containsKey("revision")) {
          lines.put(
              details.get("name") + "/" + details.get("revision"),
              new EvidenceLine(
                  row.number(),
                  String.valueOf(details.get("sha256")),
                  String.valueOf(details.get("createdAt"))));
        }
      }
    }
    return lines;
  }

  /** A changed row may hold no JSON any more; it has been found by its hash already. */
  private Map<String, Object> details(StoredRow row) {
    try {
      return json.readMap(row.details());
    } catch (IllegalStateException e) {
      return Map.of();
    }
  }
}
