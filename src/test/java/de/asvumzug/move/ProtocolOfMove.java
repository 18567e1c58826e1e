package de.asvumzug.move;

import static org.assertj.core.api.Assertions.assertThat;

import de.asvumzug.protocol.pdf.PdfPages;
import de.asvumzug.protocol.pdf.PdfRules;
import de.asvumzug.protocol.verify.VerifiedFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** The protocol of a played move as a file: kept below target, checked by veraPDF and verify. */
final class ProtocolOfMove {
  private final byte[] pdf;

  private ProtocolOfMove(byte[] pdf) {
    this.pdf = pdf;
  }

  static ProtocolOfMove of(PlayedMove played, String name) throws Exception {
    byte[] pdf = played.move().protocol();
    Path folder = Files.createDirectories(Path.of("target/protocols"));
    Path file = Files.write(folder.resolve(name + ".pdf"), pdf);
    PdfPages.keep(pdf, "protokoll-" + name, 2);
    assertThat(PdfRules.archive(pdf)).isEmpty();
    assertThat(PdfRules.accessible(pdf)).isEmpty();
    assertThat(VerifiedFile.by(file, "--key", "target/trail/keys")).startsWith("gültig");
    return new ProtocolOfMove(pdf);
  }

  /** What stands on the first page, in one line. */
  String firstPage() throws Exception {
    return PdfPages.text(pdf, 1).replaceAll("\\s+", " ");
  }

  String text() throws Exception {
    return PdfPages.text(pdf, 0).replaceAll("\\s+", " ");
  }
}
