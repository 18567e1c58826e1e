package de.asvumzug.protocol.pdf;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/** Pages of a document as pictures and as text. */
public final class PdfPages {
  private static final float DPI = 80;

  private PdfPages() {}

  /** Keeps the first pages below target/screenshots. */
  public static void keep(byte[] pdf, String name, int pages) throws IOException {
    Path folder = Files.createDirectories(Path.of("target/screenshots"));
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDFRenderer renderer = new PDFRenderer(document);
      for (int i = 0; i < Math.min(pages, document.getNumberOfPages()); i++) {
        File file = folder.resolve(name + "-" + (i + 1) + ".png").toFile();
        ImageIO.write(renderer.renderImageWithDPI(i, DPI), "png", file);
      }
    }
  }

  /**
   * @param page from 1; 0 for all
   */
  public static String text(byte[] pdf, int page) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDFTextStripper text = new PDFTextStripper();
      if (page > 0) {
        text.setStartPage(page);
        text.setEndPage(page);
      }
      return text.getText(document);
    }
  }
}
