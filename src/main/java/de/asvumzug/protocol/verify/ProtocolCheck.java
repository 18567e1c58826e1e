package de.asvumzug.protocol.verify;

import de.asvumzug.protocol.pdf.PdfFiles;
import de.asvumzug.protocol.seal.Seal;
import de.asvumzug.trail.CanonicalJson;
import de.asvumzug.trail.TrailExport;
import de.asvumzug.trail.TrailKind;
import de.asvumzug.trail.chain.KnownHead;
import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.trail.verify.OfflineCheck;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Checks a protocol by nothing but the file, the keys and what is known from elsewhere: the
 * signature over its bytes, the checksums of the files inside, the trail among them, and the
 * evidence by the trail.
 */
final class ProtocolCheck {
  private static final String TRAIL = "trail.json";
  private static final String SUMS = "SHA256SUMS";

  private final OfflineCheck trail;
  private final String publicKey;
  private final CanonicalJson json = new CanonicalJson();

  /**
   * @param publicKey 32 bytes in hex that must have signed; null if nobody says
   */
  ProtocolCheck(OfflineCheck trail, String publicKey) {
    this.trail = trail;
    this.publicKey = publicKey;
  }

  static boolean isPdf(byte[] file) {
    return new String(file, 0, Math.min(file.length, 5), StandardCharsets.ISO_8859_1)
        .equals("%PDF-");
  }

  /**
   * @param known a head of the trail from elsewhere; may be null
   */
  OfflineCheck.Result check(byte[] file, KnownHead known) {
    List<String> findings = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    seal(file, findings, notes);
    PdfFiles files;
    try {
      files = PdfFiles.read(file);
    } catch (IOException e) {
      findings.add("Das Dokument lässt sich nicht als PDF lesen.");
      return new OfflineCheck.Result("?", "", findings, notes);
    }
    files
        .unreadable()
        .forEach(name -> findings.add("Die Datei " + name + " im Dokument ist nicht lesbar."));
    sums(files, findings);
    Optional<TrailExport> export = export(files, findings);
    if (export.isEmpty()) {
      return new OfflineCheck.Result("?", "", findings, notes);
    }
    OfflineCheck.Result checked = trail.check(export.get(), known);
    findings.addAll(checked.findings());
    evidence(export.get(), files, findings);
    notes.addAll(checked.notes());
    return new OfflineCheck.Result(
        checked.migrationId(),
        "%s; %s Dateien im Dokument".formatted(checked.summary(), files.content().size()),
        findings,
        notes);
  }

  private void seal(byte[] file, List<String> findings, List<String> notes) {
    Optional<Seal.Reading> read = Seal.read(file);
    if (read.isEmpty()) {
      findings.add("Das Dokument hat keine Unterschrift, oder sie ist beschädigt.");
      return;
    }
    Seal.Reading seal = read.get();
    findings.addAll(seal.findings());
    if (seal.length() < file.length) {
      findings.add(
          "Hinter dem unterschriebenen Teil stehen %s Byte, die niemand unterschrieben hat."
              .formatted(file.length - seal.length()));
    }
    if (publicKey == null) {
      notes.add(
          "Unterschrieben mit dem Schlüssel %s. Wem er gehört, ist nicht geprüft (--protocol-key)."
              .formatted(seal.keyId()));
    } else if (!publicKey.equals(seal.publicKey())) {
      findings.add(
          "Unterschrieben hat der Schlüssel %s, nicht der genannte.".formatted(seal.keyId()));
    } else {
      notes.add("Unterschrieben mit dem genannten Schlüssel " + seal.keyId() + ".");
    }
  }

  private static void sums(PdfFiles files, List<String> findings) {
    byte[] list = files.content().get(SUMS);
    if (list == null) {
      findings.add("Im Dokument fehlt die Datei " + SUMS + ".");
      return;
    }
    Map<String, String> expected = new LinkedHashMap<>();
    for (String line : new String(list, StandardCharsets.UTF_8).split("\n")) {
      int gap = line.indexOf("  ");
      if (gap > 0) {
        expected.put(line.substring(gap + 2), line.substring(0, gap));
      }
    }
    expected.forEach(
        (name, sum) -> {
          byte[] content = files.content().get(name);
          if (content == null && !files.unreadable().contains(name)) {
            findings.add("Im Dokument fehlt die Datei " + name + ".");
          } else if (content != null && !TrailHash.ofBytes(content).equals(sum)) {
            findings.add("Die Datei " + name + " im Dokument wurde verändert.");
          }
        });
    for (String name : new TreeSet<>(files.content().keySet())) {
      if (!name.equals(SUMS) && !expected.containsKey(name)) {
        findings.add("Die Datei " + name + " im Dokument gehört nicht dazu.");
      }
    }
  }

  private Optional<TrailExport> export(PdfFiles files, List<String> findings) {
    byte[] text = files.content().get(TRAIL);
    if (text == null) {
      return Optional.empty();
    }
    try {
      TrailExport export = json.read(new String(text, StandardCharsets.UTF_8), TrailExport.class);
      if (export != null && export.knownFormat() && export.rows() != null) {
        return Optional.of(export);
      }
    } catch (IllegalStateException e) {
      // Said below.
    }
    findings.add("Die Datei " + TRAIL + " im Dokument ist kein Export eines Protokolls.");
    return Optional.empty();
  }

  /** Each line about evidence names the checksum of the document. */
  private void evidence(TrailExport export, PdfFiles files, List<String> findings) {
    TreeSet<String> left = new TreeSet<>();
    files.content().keySet().stream()
        .filter(name -> name.startsWith("evidence/"))
        .forEach(left::add);
    for (TrailExport.Row row : export.rows()) {
      if (!TrailKind.EVIDENCE.name().equals(row.kind())) {
        continue;
      }
      Map<String, Object> details = details(row);
      String name = "evidence/%s-%s.json".formatted(details.get("name"), details.get("revision"));
      byte[] content = files.content().get(name);
      left.remove(name);
      if (content == null) {
        findings.add("Der Nachweis %s fehlt (Zeile %s).".formatted(name, row.number()));
      } else if (!TrailHash.ofBytes(content).equals(details.get("sha256"))) {
        findings.add(
            "Der Nachweis %s ist nicht der, den Zeile %s nennt.".formatted(name, row.number()));
      }
    }
    left.forEach(name -> findings.add("Der Nachweis %s steht in keiner Zeile.".formatted(name)));
  }

  private Map<String, Object> details(TrailExport.Row row) {
    try {
      return row.detailsText() == null ? Map.of() : json.readMap(row.detailsText());
    } catch (IllegalStateException e) {
      return Map.of();
    }
  }
}
