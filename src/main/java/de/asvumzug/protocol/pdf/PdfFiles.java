package de.asvumzug.protocol.pdf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;

/**
 * The files inside a document.
 *
 * @param content by name
 * @param unreadable names of files that are there and cannot be read
 */
public record PdfFiles(Map<String, byte[]> content, List<String> unreadable) {

  public PdfFiles {
    content = Map.copyOf(content);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * @throws IOException if the document itself cannot be read
   */
  public static PdfFiles read(byte[] pdf) throws IOException {
    Map<String, byte[]> content = new LinkedHashMap<>();
    List<String> unreadable = new ArrayList<>();
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDDocumentNameDictionary names = document.getDocumentCatalog().getNames();
      if (names == null || names.getEmbeddedFiles() == null) {
        return new PdfFiles(Map.of(), List.of());
      }
      Map<String, PDComplexFileSpecification> files = names.getEmbeddedFiles().getNames();
      for (Map.Entry<String, PDComplexFileSpecification> file : files.entrySet()) {
        try {
          content.put(file.getKey(), file.getValue().getEmbeddedFile().toByteArray());
        } catch (IOException | RuntimeException e) {
          unreadable.add(file.getKey());
        }
      }
    } catch (RuntimeException e) {
      // A broken file sends the library astray in many ways.
      throw new IOException(e);
    }
    return new PdfFiles(content, unreadable);
  }
}
