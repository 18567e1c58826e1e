package de.asvumzug.protocol.seal;

import de.asvumzug.trail.chain.TrailHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;

/** A protocol as somebody forges it who has another key: a file inside is changed, then signed. */
public final class Resealed {

  private Resealed() {}

  /**
   * @param sumsToo whether the list of checksums fits again
   */
  public static byte[] of(
      byte[] pdf, SealKey key, String name, boolean sumsToo, UnaryOperator<String> change)
      throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      Map<String, PDComplexFileSpecification> files =
          document.getDocumentCatalog().getNames().getEmbeddedFiles().getNames();
      String before = text(files.get(name));
      String after = change.apply(before);
      replace(document, files.get(name), after);
      if (sumsToo) {
        String sums = text(files.get("SHA256SUMS"));
        replace(
            document,
            files.get("SHA256SUMS"),
            sums.replace(TrailHash.ofText(before), TrailHash.ofText(after)));
      }
      document
          .getDocumentCatalog()
          .getCOSObject()
          .setItem(COSName.getPDFName("AsvUmzugSeal"), new COSString(Seal.place(key)));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes, CompressParameters.NO_COMPRESSION);
      return Seal.sign(bytes.toByteArray(), key);
    }
  }

  private static String text(PDComplexFileSpecification file) throws IOException {
    return new String(file.getEmbeddedFile().toByteArray(), StandardCharsets.UTF_8);
  }

  private static void replace(PDDocument document, PDComplexFileSpecification file, String text)
      throws IOException {
    PDEmbeddedFile content =
        new PDEmbeddedFile(
            document,
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            COSName.FLATE_DECODE);
    file.setEmbeddedFile(content);
    file.setEmbeddedFileUnicode(content);
  }
}
