package de.asvumzug.web.protocol;

import de.asvumzug.protocol.pdf.Attachment;
import de.asvumzug.protocol.pdf.Drawing;
import de.asvumzug.protocol.pdf.PdfText;
import de.asvumzug.protocol.pdf.PdfWriter;
import de.asvumzug.protocol.seal.Seal;
import de.asvumzug.protocol.seal.SealKey;
import de.asvumzug.protocol.seal.SealKeys;
import de.asvumzug.trail.chain.TrailHash;
import de.asvumzug.web.move.Viewer;
import de.asvumzug.web.protocol.section.MoveRecord;
import de.asvumzug.web.protocol.section.ProtocolSections;
import de.asvumzug.web.protocol.section.Texts;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Makes the protocol of a move: a signed PDF/A-3 with everything inside. */
@Service
public class Protocols {
  private static final String TEMPLATE = "protokoll/protokoll";

  private final ProtocolRecords records;
  private final FirstPages firstPages;
  private final ProtocolSections sections;
  private final ProtocolFiles files;
  private final ProtocolDiagrams diagrams;
  private final ITemplateEngine templates;
  private final PdfWriter writer;
  private final SealKeys keys;

  /** A long protocol takes a good part of the memory; they are made one by one. */
  private final Semaphore one = new Semaphore(1, true);

  Protocols(
      ProtocolRecords records,
      FirstPages firstPages,
      ProtocolSections sections,
      ProtocolFiles files,
      ProtocolDiagrams diagrams,
      ITemplateEngine templates,
      PdfWriter writer,
      SealKeys keys) {
    this.records = records;
    this.firstPages = firstPages;
    this.sections = sections;
    this.files = files;
    this.diagrams = diagrams;
    this.templates = templates;
    this.writer = writer;
    this.keys = keys;
  }

  /**
   * The protocol of a move as it stands now.
   *
   * @throws de.asvumzug.plan.UnknownMigration if there is no such move for this viewer
   * @throws de.asvumzug.protocol.seal.SealKeyProblem if there is no key to sign with
   */
  public byte[] pdf(String id, Viewer viewer) throws IOException, InterruptedException {
    SealKey key = keys.current();
    one.acquire();
    try {
      return Seal.sign(writer.write(text(records.of(id, viewer), key)), key);
    } finally {
      one.release();
    }
  }

  /** PEM of the key that signs now, for those who check elsewhere. */
  public String publicKey() throws IOException {
    return keys.current().publicPem();
  }

  private PdfText text(MoveRecord move, SealKey key) {
    FirstPage first = firstPages.of(move);
    List<ProtocolDiagrams.Page> pages = diagrams.of(move);
    List<Attachment> inside = files.of(move);
    Context context = new Context(Locale.GERMANY);
    context.setVariable("move", move.view());
    context.setVariable("at", Texts.exact(move.at()));
    context.setVariable("first", first);
    context.setVariable("sections", sections.of(move));
    context.setVariable("diagrams", pages);
    context.setVariable(
        "pageStyles",
        pages.stream().map(ProtocolDiagrams.Page::style).collect(Collectors.joining()));
    context.setVariable("files", inside.stream().map(Protocols::listed).toList());
    context.setVariable("verification", move.verification());
    context.setVariable("key", key.id());
    Map<String, Drawing> drawings = new LinkedHashMap<>();
    pages.stream()
        .filter(page -> page.drawing() != null)
        .forEach(page -> drawings.put(page.key(), page.drawing()));
    return new PdfText(
        "Protokoll des Umzugs " + move.id(),
        first.verdict(),
        templates.process(TEMPLATE, context),
        drawings,
        inside,
        Seal.place(key));
  }

  /** A file inside as the protocol names it. */
  record Listed(String name, String description, String sha256) {}

  private static Listed listed(Attachment file) {
    return new Listed(file.name(), file.description(), TrailHash.ofBytes(file.content()));
  }
}
