package de.asvumzug.trail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recomputes a move's chain and compares the evidence with it; one instance a check. */
final class ChainCheck {
  private final CanonicalJson json;
  private final List<String> findings = new ArrayList<>();

  ChainCheck(CanonicalJson json) {
    this.json = json;
  }

  Verification check(
      String migrationId,
      Optional<TrailTable.Head> head,
      List<StoredRow> rows,
      List<EvidenceTable.Document> documents) {
    String lastHash = checkRows(rows);
    checkHead(migrationId, head, rows, lastHash);
    checkEvidence(rows, documents);
    return new Verification(findings.isEmpty(), rows.size(), lastHash, List.copyOf(findings));
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

  private void checkHead(
      String migrationId, Optional<TrailTable.Head> head, List<StoredRow> rows, String lastHash) {
    long last = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).number();
    if (head.isEmpty()) {
      if (last > 0) {
        findings.add(
            "Das Ende des Protokolls von "
                + migrationId
                + " ist nicht mehr verzeichnet; die letzte vorhandene Zeile ist "
                + last
                + ".");
      }
    } else if (head.get().rows() > last) {
      findings.add("Am Ende fehlen die Zeilen " + (last + 1) + " bis " + head.get().rows() + ".");
    } else if (head.get().rows() < last) {
      findings.add(
          "Nach Zeile "
              + head.get().rows()
              + " stehen Zeilen, die nicht angehängt wurden (bis Zeile "
              + last
              + ").");
    } else if (!head.get().lastHash().equals(lastHash)) {
      findings.add("Zeile " + last + " ist nicht die, mit der das Protokoll zuletzt endete.");
    }
  }

  private void checkEvidence(List<StoredRow> rows, List<EvidenceTable.Document> documents) {
    Map<String, EvidenceLine> lines = evidenceLines(rows);
    for (EvidenceTable.Document document : documents) {
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
