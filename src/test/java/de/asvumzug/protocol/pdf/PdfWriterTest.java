package de.asvumzug.protocol.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

class PdfWriterTest {
  private static final Drawing BOX =
      new Drawing() {
        @Override
        public double width() {
          return 100;
        }

        @Override
        public double height() {
          return 50;
        }

        @Override
        public void draw(Graphics2D canvas) {
          canvas.setColor(Color.BLACK);
          canvas.draw(new Rectangle2D.Double(1, 1, 98, 48));
        }
      };

  private final PdfWriter writer = new PdfWriter();

  private byte[] written(String body) throws Exception {
    return writer.write(
        new PdfText(
            "Protokoll",
            "Zum Prüfen",
            """
            <html lang="de" xml:lang="de"><head><title>Protokoll</title>
            <meta name="subject" content="Zum Prüfen"/><meta name="author" content="asv-umzug"/>
            <meta name="description" content="Zum Prüfen"/>
            <bookmarks><bookmark name="Anfang" href="#a"/></bookmarks>
            <style>body, code { font-family: Text }
            @page { size: A4; margin: 20mm; @bottom-center { font-family: Text; content: "Seite " counter(page) } }
            </style></head>
            <body><h1 id="a">Überschrift</h1>%s</body></html>"""
                .formatted(body),
            Map.of("box", BOX),
            List.of(
                new Attachment(
                    "models/a.bpmn",
                    "application/xml",
                    "Ein Modell",
                    Instant.parse("2026-01-01T00:00:00Z"),
                    true,
                    "<x/>".getBytes(StandardCharsets.UTF_8))),
            "MARKER"));
  }

  @Test
  void text_tables_lists_and_drawings_keep_the_archive_standard() throws Exception {
    byte[] pdf =
        written(
            """
            <p>Hallo <strong>Welt</strong>, <code>sha256</code></p>
            <ul><li>eins</li><li>zwei</li></ul>
            <table><caption>Werte</caption><thead><tr><th scope="col">Was</th><th scope="col">Wert</th></tr></thead>
            <tbody><tr><td>a</td><td>b</td></tr></tbody></table>
            <object type="asv/drawing" data="box" style="width: 100px; height: 50px" alt="Ein Kasten" title="Ein Kasten"></object>
            """);
    assertThat(PdfRules.archive(pdf)).isEmpty();
    assertThat(PdfRules.accessible(pdf)).isEmpty();
  }

  @Test
  void a_letter_that_the_fonts_lack_is_named() throws Exception {
    byte[] pdf = written("<p>Łukasz Ağaoğlu Nguyễn \uD80C\uDC00 \u202Egefährlich</p>");
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(new PDFTextStripper().getText(document))
          .contains("Łukasz Ağaoğlu Nguyễn [U+13000] [U+202E]gefährlich");
    }
    assertThat(PdfRules.archive(pdf)).isEmpty();
  }
}
